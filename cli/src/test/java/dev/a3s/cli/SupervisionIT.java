package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a user is promised of running services, through the product's own commands. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SupervisionIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private Sandbox sandbox;

    @BeforeEach
    void aUser() throws IOException {
        sandbox = new Sandbox(dir);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    private Path project(String services) throws IOException {
        return sandbox.project("shop", "dev { proxy_port = PROXY }\n" + services);
    }

    private Path watchedPage() throws IOException {
        var shop = project("""
                service "web" {
                  cmd = "exec SERVICE http page.txt"
                  watch {
                    paths    = ["page.txt"]
                    debounce = "50ms"
                  }
                }
                """);
        Files.writeString(shop.resolve("page.txt"), "one");
        return shop;
    }

    @Test
    void aNewerDaemonTakesTheServicesOverFromAnOlderOne() throws Exception {
        var shop = project("service \"web\" { cmd = \"exec SERVICE http\" }");
        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        long older = sandbox.daemonPid();
        var introduction = sandbox.home.resolve("daemon.json");
        Files.writeString(introduction, Files.readString(introduction).replaceAll("\"build\":[0-9]+", "\"build\":1"));
        sandbox.run(shop, "ps").expect(0);
        assertThat(sandbox.daemonPid()).isNotEqualTo(older);
        assertThat(Sandbox.lives(older)).as("the older daemon lives").isFalse();
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(web);
        assertThat(sandbox.run(shop, "status", "--json").expect(0).out())
                .containsPattern("\"pid\": *" + web)
                .containsPattern("\"restarts\": *0");
    }

    @Test
    void whyNamesTheFileThatCausedARestart() throws Exception {
        var shop = watchedPage();
        sandbox.run(shop, "up", "-d").expect(0);
        long before = sandbox.pidBehind("web.localhost");
        Files.writeString(shop.resolve("page.txt"), "two");
        await("a new process").atMost(SOON).until(() -> sandbox.pidBehind("web.localhost") != before);
        assertThat(sandbox.run(shop, "why", "web").expect(0).out()).contains("page.txt changed");
        assertThat(sandbox.run(shop, "why", "web", "--json").expect(0).out()).contains("page.txt changed");
        assertThat(sandbox.run(shop, "why", "wep").expect(2).err()).contains("unknown service: 'wep'");
    }

    @Test
    void whyFollowsTheChainToTheServiceThatFailed() throws Exception {
        var shop = project("""
                service "db" {
                  port = 0
                  cmd  = "echo no disk >&2; exit 7"
                  restart { policy = "never" }
                }
                service "web" {
                  cmd        = "exec SERVICE http"
                  depends_on = ["db"]
                }
                """);
        assertThat(sandbox.run(shop, "up", "-d").expect(1).err()).contains("no disk");
        assertThat(sandbox.run(shop, "why", "web").expect(0).out()).contains("db").contains("exited 7");
    }

    @Test
    void whatWaitedForAFailedServiceGoesOnWhenThatRecovers() throws Exception {
        var shop = project("""
                service "db" {
                  cmd = "test -e disk && exec SERVICE tcp"
                  restart { policy = "never" }
                  health { type = "tcp" }
                }
                service "web" {
                  cmd        = "exec SERVICE http"
                  depends_on = ["db"]
                }
                """);
        sandbox.run(shop, "up", "-d").expect(1);
        assertThat(sandbox.run(shop, "status").expect(1).out()).containsPattern("web +pending")
                .contains("db is failed");
        Files.createFile(shop.resolve("disk"));
        sandbox.run(shop, "restart", "db").expect(0);
        await("web is ready").atMost(SOON).until(() -> sandbox.run(shop, "status").exit() == 0);
        sandbox.pidBehind("web.localhost");
    }

    @Test
    void aServicesEnvironmentIsTheCallersTheFilesAndWhatA3sAdds() throws Exception {
        var shop = project("""
                service "web" {
                  cmd      = "exec SERVICE http"
                  env      = { FROM_BLOCK = "block", IN_ALL = "block" }
                  env_file = ["web.env"]
                }
                """);
        Files.writeString(shop.resolve(".env"), "FROM_DOTENV=dotenv\nFROM_CALLER=dotenv\nIN_ALL=dotenv\n");
        Files.writeString(shop.resolve("web.env"), "FROM_FILE=file\nIN_ALL=file\n");
        sandbox.runIn(List.of("env", "FROM_CALLER=caller", "IN_ALL=caller"), shop, "up", "-d").expect(0);
        assertThat(sandbox.run(shop, "env", "web").expect(0).out().lines()).contains("FROM_DOTENV=dotenv",
                "FROM_CALLER=caller", "FROM_FILE=file", "FROM_BLOCK=block", "IN_ALL=block", "HOST=127.0.0.1",
                "A3S_SERVICE=web", "A3S_PROJECT=shop", "A3S_SESSION=shop",
                "A3S_URL=http://web.localhost:" + sandbox.port, "FORCE_COLOR=1", "CLICOLOR_FORCE=1");
        sandbox.runIn(List.of("env", "NO_COLOR=1"), shop, "up", "-d", "--refresh-env").expect(0);
        assertThat(sandbox.run(shop, "env", "web").expect(0).out()).contains("NO_COLOR=1")
                .doesNotContain("FORCE_COLOR");
    }

    @Test
    void aReloadBySwapKeepsTheOldProcessWhereTheNewOneIsBroken() throws Exception {
        var shop = project("""
                service "web" {
                  cmd    = "grep -q broken page.txt && exit 3; exec SERVICE http page.txt"
                  reload = "swap"
                  health {
                    type = "http"
                    path = "/"
                  }
                  watch {
                    paths    = ["page.txt"]
                    debounce = "50ms"
                  }
                }
                """);
        Files.writeString(shop.resolve("page.txt"), "one");
        sandbox.run(shop, "up", "-d").expect(0);
        long first = sandbox.pidBehind("web.localhost");
        Files.writeString(shop.resolve("page.txt"), "broken");
        await("the reload is refused").atMost(SOON)
                .until(() -> sandbox.run(shop, "logs", "web").out().contains("reload failed, the old process goes on"));
        assertThat(sandbox.get("web.localhost", "/").body()).isEqualTo(first + " one");
        assertThat(sandbox.run(shop, "status").expect(0).out()).contains("exited 3");
        Files.writeString(shop.resolve("page.txt"), "two");
        await("the new page").atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> {
            var response = sandbox.get("web.localhost", "/");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body().endsWith(" two");
        });
        await("the old process is gone").atMost(SOON).until(() -> !Sandbox.lives(first));
    }

    @Test
    void whatTheUserRunsIsRoutedAndLeftAlone() throws Exception {
        int port = Sandbox.freePort();
        var shop = project("""
                service "web" {
                  cmd  = "exec SERVICE http"
                  port = %d
                }
                service "api" {
                  cmd        = "exec SERVICE http"
                  depends_on = ["web"]
                }
                """.formatted(port));
        var command = new ProcessBuilder("sh", "-c", commandOf(shop)).redirectErrorStream(true)
                .redirectOutput(dir.resolve("mine").toFile());
        command.environment().put("PORT", Integer.toString(port));
        var mine = command.start();
        try {
            sandbox.run(shop, "up", "-d", "--external", "web").expect(0);
            assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(mine.pid());
            assertThat(sandbox.run(shop, "status").expect(0).out()).contains("not started by a3s");
            sandbox.run(shop, "down").expect(0);
            assertThat(mine.isAlive()).as("what the user runs").isTrue();
        } finally {
            mine.destroyForcibly().waitFor();
        }
    }

    /** The command that {@code web} would run. */
    private static String commandOf(Path shop) throws IOException {
        return Files.readString(shop.resolve("A3sfile.hcl")).replaceFirst("(?s).*?cmd  = \"([^\"]*)\".*", "$1");
    }

    @Test
    void aServiceWhoseCommandLeavesADaemonBehindIsRecognisedByItsPort() throws Exception {
        var shop = project("""
                service "web" { cmd = "SERVICE http >/dev/null 2>&1 &" }
                """);
        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        await("status shows where it is").atMost(SOON)
                .until(() -> sandbox.run(shop, "status").expect(0).out().contains("told by its port"));
        ProcessHandle.of(sandbox.daemonPid()).orElseThrow().destroyForcibly();
        sandbox.run(shop, "ps").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(web);
        sandbox.run(shop, "down").expect(0);
        assertThat(Sandbox.lives(web)).isFalse();
    }

    @Test
    void anotherEnvironmentReachesARunningSessionOnlyIfAskedTo() throws Exception {
        var shop = project("service \"web\" { cmd = \"exec SERVICE http\" }");
        var coloured = List.of("env", "COLOUR=red");
        sandbox.runIn(coloured, shop, "up", "-d").expect(0);
        long before = sandbox.pidBehind("web.localhost");
        var green = List.of("env", "COLOUR=green");
        sandbox.runIn(green, shop, "up", "-d").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(before);
        assertThat(sandbox.run(shop, "env", "web").expect(0).out()).contains("COLOUR=red");
        sandbox.runIn(green, shop, "up", "-d", "--refresh-env").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isNotEqualTo(before);
        assertThat(sandbox.run(shop, "env", "web").expect(0).out()).contains("COLOUR=green");
    }

    @Test
    void aServiceThatIsNeededDoesNotSleepUnderItsDependent() throws Exception {
        var shop = project("""
                service "db" {
                  cmd       = "exec SERVICE tcp"
                  start     = "on-demand"
                  idle_stop = "1s"
                }
                service "api" {
                  cmd        = "exec SERVICE http"
                  depends_on = ["db"]
                }
                service "witness" {
                  cmd       = "exec SERVICE http"
                  start     = "on-demand"
                  idle_stop = "1s"
                }
                """);
        sandbox.run(shop, "up", "-d").expect(0);
        long witness = sandbox.pidBehind("witness.localhost");
        await("who is not needed sleeps").atMost(SOON).until(() -> !Sandbox.lives(witness));
        var rows = sandbox.run(shop, "status").out();
        assertThat(rows).containsPattern("db +ready").containsPattern("api +ready").containsPattern("witness +asleep");
        sandbox.run(shop, "down", "api").expect(0);
        await("nobody needs it any more").atMost(SOON)
                .until(() -> sandbox.run(shop, "status").out().matches("(?s).*db +asleep.*"));
    }

    @Test
    void whatIsNotReadyInTheEndIsSaid() throws Exception {
        var shop = project("""
                service "db" {
                  cmd = "exec SERVICE tcp"
                }
                service "api" {
                  cmd        = "exec SERVICE http"
                  depends_on = ["db"]
                }
                service "once" {
                  cmd    = "exit 0"
                  port   = 0
                  health { pattern = "never" }
                }
                """);
        sandbox.run(shop, "up", "-d", "api").expect(0);
        sandbox.run(shop, "down", "api", "db").expect(0);
        assertThat(sandbox.run(shop, "restart", "api").expect(1).err()).contains("not ready: api is pending", "db");
        assertThat(sandbox.run(shop, "up", "-d", "once").expect(1).err()).contains("not ready: once is stopped");
    }

    @Test
    void aServiceOnDemandWakesForARequestAndSleepsAgain() throws Exception {
        var shop = project("""
                service "web" {
                  cmd       = "exec SERVICE http"
                  start     = "on-demand"
                  idle_stop = "1s"
                }
                service "tool" {
                  cmd   = "exec SERVICE http"
                  start = "manual"
                }
                """);
        assertThat(sandbox.run(shop, "up", "-d").expect(0).out())
                .containsPattern("web +http://web\\.localhost:\\d+ +starts with its first request");
        sandbox.run(shop, "status").expect(0);
        long first = sandbox.pidBehind("web.localhost");
        await("it sleeps").atMost(SOON).until(() -> !Sandbox.lives(first));
        assertThat(sandbox.run(shop, "status").expect(0).out()).contains("asleep");
        assertThat(sandbox.pidBehind("web.localhost")).isNotEqualTo(first);
        sandbox.run(shop, "up", "-d", "tool").expect(0);
        long tool = sandbox.pidBehind("tool.localhost");
        sandbox.run(shop, "down", "tool").expect(0);
        assertThat(Sandbox.lives(tool)).isFalse();
    }

    @Test
    void filesAreNotWatchedWhereTheUserSaysSo() throws Exception {
        var shop = watchedPage();
        sandbox.run(shop, "up", "-d", "--no-watch").expect(0);
        long before = sandbox.pidBehind("web.localhost");
        Files.writeString(shop.resolve("page.txt"), "two");
        sandbox.run(shop, "up", "-d").expect(0); // watches again, from now on
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(before);
        Files.writeString(shop.resolve("page.txt"), "three");
        await("a new process").atMost(SOON).until(() -> sandbox.get("web.localhost", "/").body().endsWith(" three"));
    }

    @Test
    void aServiceThatRestartsItselfByItsOwnWritesIsNotRestartedForEver() throws Exception {
        var shop = project("""
                service "web" {
                  cmd = "date +%s%N >page.txt; exec SERVICE http page.txt"
                  watch {
                    paths    = ["page.txt"]
                    debounce = "20ms"
                  }
                  health {
                    type     = "cmd"
                    cmd      = "true"
                    interval = "1s"
                  }
                }
                """);
        sandbox.run(shop, "up", "-d", "--timeout", "20s");
        await("its writes are held back").atMost(Duration.ofMinutes(3))
                .until(() -> sandbox.run(shop, "logs", "web").out().contains("not restarted: what runs may be old"));
        await("it runs on").atMost(SOON).until(() -> sandbox.run(shop, "status").exit() == 0);
        assertThat(sandbox.run(shop, "status").out()).contains("what runs may be old");
    }
}
