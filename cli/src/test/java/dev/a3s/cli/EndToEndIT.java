package dev.a3s.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.cli.Sandbox.Running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged command as a user runs it: real daemon, real services, real requests through the proxy. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EndToEndIT {
    private static final String SHOP = """
            dev { proxy_port = PROXY }
            service "db" {
              cmd = "exec SERVICE tcp"
              health { type = "tcp" }
            }
            service "web" {
              cmd        = "exec SERVICE http page.txt"
              depends_on = ["db"]
              watch {
                paths    = ["page.txt"]
                debounce = "50ms"
              }
              health {
                type = "http"
                path = "/"
              }
            }
            """;

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path shop;

    @BeforeEach
    void aProject() throws IOException {
        sandbox = new Sandbox(dir);
        shop = sandbox.project("shop", SHOP);
        Files.writeString(shop.resolve("page.txt"), "one");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    @Test
    void upServesEachServiceByItsNameAndDownLeavesNothing() throws Exception {
        var up = sandbox.run(shop, "up", "-d").expect(0);
        assertThat(up.out()).contains("http://web.localhost:" + sandbox.port);
        assertThat(up.err().indexOf("db")).as("db starts before web").isLessThan(up.err().indexOf("web"));

        assertThat(sandbox.get("web.localhost", "/").body()).endsWith(" one");
        long web = sandbox.pidBehind("WEB.localhost.:" + sandbox.port);
        assertThat(sandbox.pidBehind("web.shop.localhost")).isEqualTo(web);
        assertThat(sandbox.get("nothing.localhost", "/").statusCode()).isEqualTo(404);
        sandbox.run(shop, "status").expect(0);

        assertThat(sandbox.run(shop, "down").expect(0).err()).doesNotContain("nothing is running");
        assertThat(Sandbox.lives(web)).as("web lives").isFalse();
        sandbox.run(shop, "status").expect(1);
        assertThat(sandbox.run(shop, "down").expect(0).err()).contains("nothing is running");
        try (var _ = new ServerSocket(sandbox.port, 1, InetAddress.getLoopbackAddress())) {
            // The proxy's port is free again.
        }
    }

    @Test
    void aSecondUpChangesNothing() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        long before = sandbox.pidBehind("web.localhost");
        var again = sandbox.run(shop, "up", "-d").expect(0);
        assertThat(again.err()).contains("already running");
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(before);
    }

    @Test
    void aKilledServiceComesBack() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        long before = sandbox.pidBehind("web.localhost");
        ProcessHandle.of(before).orElseThrow().destroyForcibly();
        await("web is back").atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> sandbox.pidBehind("web.localhost") != before);
        assertThat(sandbox.run(shop, "status", "web").expect(0).out()).contains("killed by SIGKILL");
    }

    @Test
    void anEditOfAWatchedFileRestartsItsServiceAndNoRequestFails() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        Files.writeString(shop.resolve("page.txt"), "two");
        await("the new page").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).until(() -> {
            var response = sandbox.get("web.localhost", "/");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body().endsWith(" two");
        });
        assertThat(sandbox.run(shop, "logs", "web").expect(0).out()).contains("restarting: page.txt changed");
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        long before = sandbox.pidBehind("web.localhost");
        sandbox.write(shop, SHOP.replace("depends_on", "dependson"));
        var broken = sandbox.run(shop, "up", "-d").expect(2);
        assertThat(broken.err()).contains("A3sfile.hcl:8:3").contains("depends_on");
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(before);
        sandbox.run(shop, "validate").expect(2);
    }

    @Test
    void aChangedFileTouchesOnlyWhatChanged() throws Exception {
        sandbox.project("shop", SHOP + "service \"extra\" {\n  cmd = \"exec SERVICE http\"\n}\n");
        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        long extra = sandbox.pidBehind("extra.localhost");
        sandbox.write(shop, SHOP + "service \"extra\" {\n  cmd = \"exec SERVICE http\"\n  env = { A = \"b\" }\n}\n");
        assertThat(sandbox.run(shop, "up", "-d").expect(0).err()).contains("changed extra");
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(web);
        assertThat(sandbox.pidBehind("extra.localhost")).isNotEqualTo(extra);
        sandbox.write(shop, SHOP);
        assertThat(sandbox.run(shop, "up", "-d").expect(0).err()).contains("removed extra");
        assertThat(sandbox.get("extra.localhost", "/").statusCode()).isEqualTo(404);
    }

    @Test
    void twoProjectsShareTheProxyAndTheFirstKeepsTheShortName() throws Exception {
        var blog = sandbox.project("blog", """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                service "posts" { cmd = "exec SERVICE http" }
                """);
        sandbox.run(shop, "up", "-d").expect(0);
        long first = sandbox.pidBehind("web.localhost");
        var second = sandbox.run(blog, "up", "-d").expect(0);
        assertThat(second.err()).contains("web.localhost belongs to session shop");
        assertThat(second.out()).contains("http://web.blog.localhost:" + sandbox.port);
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(first);
        assertThat(sandbox.pidBehind("web.blog.localhost")).isNotEqualTo(first);
        sandbox.pidBehind("posts.localhost");
        sandbox.run(shop, "down").expect(0);
        sandbox.pidBehind("posts.localhost");
        sandbox.run(blog, "down", "--all").expect(0);
    }

    @Test
    void aTakenProxyPortIsReportedWithItsHolder() throws Exception {
        try (var taken = new ServerSocket(sandbox.port, 1, InetAddress.getLoopbackAddress())) {
            var up = sandbox.run(shop, "up", "-d").expect(1);
            assertThat(up.err()).contains("Port " + taken.getLocalPort() + " is already in use")
                    .contains("pid " + ProcessHandle.current().pid())
                    .contains("Try --port");
        }
        sandbox.run(shop, "status").expect(1);
    }

    @Test
    void aTakenServicePortFailsThatServiceAndSaysByWhom() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            sandbox.write(shop,
                    SHOP + "service \"late\" {\n  cmd = \"exec SERVICE http\"\n  port = " + taken.getLocalPort()
                            + "\n}\n");
            var up = sandbox.run(shop, "up", "-d").expect(1);
            assertThat(up.err()).contains("port " + taken.getLocalPort() + " is already in use by pid "
                    + ProcessHandle.current().pid());
            sandbox.pidBehind("web.localhost");
        }
    }

    @Test
    void ctrlCStopsTheSessionThatUpCreated() throws Exception {
        var up = sandbox.start(shop, "up");
        await("web is up").atMost(Duration.ofSeconds(30)).until(() -> up.out().contains("http://web.localhost"));
        long web = sandbox.pidBehind("web.localhost");
        await("the log is followed").atMost(Duration.ofSeconds(10)).until(() -> up.out().contains("GET /"));
        interrupt(up);
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).as("up ends").isTrue();
        assertThat(up.process().exitValue()).isEqualTo(0);
        assertThat(Sandbox.lives(web)).isFalse();
        sandbox.run(shop, "status").expect(1);
    }

    @Test
    void ctrlCWhileServicesStartStopsThemAndSaysSo() throws Exception {
        sandbox.write(shop, "dev { proxy_port = PROXY }\nservice \"slow\" { cmd = \"exec sleep 1000\" }\n");
        var up = sandbox.start(shop, "up");
        await("slow starts").atMost(Duration.ofSeconds(30)).until(() -> up.err().contains("starting"));
        interrupt(up);
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).as("up ends").isTrue();
        assertThat(up.process().exitValue()).isEqualTo(0);
        assertThat(up.err()).endsWith("stopped; nothing is left" + System.lineSeparator())
                .containsOnlyOnce("stopped (stopped by")
                .doesNotContain("Ctrl-C stops everything");
    }

    @Test
    void anUpThatStillWaitsGoesOnWhenTheDaemonIsKilled() throws Exception {
        sandbox.write(shop, """
                dev { proxy_port = PROXY }
                service "db" { cmd = "until [ -e gate ]; do sleep 0.05; done; exec SERVICE tcp" }
                service "web" {
                  cmd        = "exec SERVICE http"
                  depends_on = ["db"]
                }
                """);
        var up = sandbox.start(shop, "up");
        await("db starts").atMost(Duration.ofSeconds(30)).until(() -> up.err().contains("db is starting"));
        ProcessHandle.of(sandbox.daemonPid()).orElseThrow().destroyForcibly();
        Files.createFile(shop.resolve("gate"));
        await("web is ready").atMost(Duration.ofSeconds(30)).until(() -> up.out().contains("http://web.localhost"));
        assertThat(up.err()).contains("Ctrl-C stops everything").doesNotContain("error");
        assertThat(sandbox.run(shop, "status", "web").expect(0).out()).containsPattern("restarts +0");
        interrupt(up);
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).as("up ends").isTrue();
        sandbox.run(shop, "status").expect(1);
    }

    @Test
    void anUnknownCommandIsReported() throws Exception {
        assertThat(sandbox.run(shop, "stats").expect(2).err()).contains("unknown command: 'stats'")
                .contains("a3s status");
    }

    @Test
    void ctrlCInAnUpThatFoundItRunningOnlyDetaches() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        var up = sandbox.start(shop, "up");
        await("it follows").atMost(Duration.ofSeconds(30)).until(() -> up.err().contains("Ctrl-C stops following"));
        interrupt(up);
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).as("up ends").isTrue();
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(web);
    }

    @Test
    void anUpThatFollowsSaysWhatAnEditOfItsFilesWouldChange() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        var up = sandbox.start(shop, "up");
        await("it follows").atMost(Duration.ofSeconds(30)).until(() -> up.err().contains("Ctrl-C stops following"));
        var file = shop.resolve("A3sfile.hcl");
        Files.writeString(file, Files.readString(file) + "\nroute \"pgadmin\" { to = \"http://127.0.0.1:5050\" }\n");
        await("it is said").atMost(Duration.ofSeconds(60)).until(() -> up.err()
                .contains("A3sfile.hcl changed route pgadmin since it was applied; a3s up applies it"));
        interrupt(up);
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).as("up ends").isTrue();
    }

    @Test
    void anUpSaysThatAnotherCommandStoppedWhatItFollows() throws Exception {
        var up = sandbox.start(shop, "up");
        await("it follows").atMost(Duration.ofSeconds(30)).until(() -> up.err().contains("Ctrl-C stops everything"));
        sandbox.run(shop, "down").expect(0);
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).as("up ends").isTrue();
        assertThat(up.err()).endsWith("the session was stopped by another command" + System.lineSeparator());
    }

    @Test
    void servicesOutliveTheDaemonAndTheNextCommandTakesThemOver() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        var daemon = ProcessHandle.of(sandbox.daemonPid()).orElseThrow();
        daemon.destroyForcibly();
        daemon.onExit().get(10, TimeUnit.SECONDS);
        assertThat(Sandbox.lives(web)).isTrue();
        sandbox.run(shop, "status").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(web);
        sandbox.run(shop, "down").expect(0);
        assertThat(Sandbox.lives(web)).isFalse();
    }

    @Test
    void restartGivesAServiceANewProcess() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        long before = sandbox.pidBehind("web.localhost");
        sandbox.run(shop, "restart", "web").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isNotEqualTo(before);
        assertThat(sandbox.run(shop, "restart", "wep").expect(2).err()).contains("unknown service: 'wep'");
    }

    @Test
    void aServiceThatCannotStartFailsWithItsLastLines() throws Exception {
        sandbox.write(shop, "dev { proxy_port = PROXY }\nservice \"web\" {\n  cmd = \"echo no database; exit 3\"\n}\n");
        var up = sandbox.run(shop, "up", "-d").expect(1);
        assertThat(up.out() + up.err()).contains("exited 3").contains("no database");
        assertThat(sandbox.run(shop, "status").expect(1).out()).contains("failed");
        assertThat(sandbox.get("web.localhost", "/").statusCode()).isEqualTo(503);
        assertThat(sandbox.run(shop, "logs").expect(0).out().lines().limit(3))
                .containsExactly("web = starting: echo no database; exit 3", "web | no database",
                        "web = exited 3; restarting in 1s");
    }

    @Test
    void aTimeoutNamesOnlyWhatIsLate() throws Exception {
        sandbox.write(shop, """
                dev { proxy_port = PROXY }
                service "slow" { cmd = "exec sleep 1000" }
                service "broken" {
                  cmd = "exit 3"
                  restart { policy = "never" }
                }
                """);
        assertThat(sandbox.run(shop, "up", "-d", "--timeout", "4").expect(1).err())
                .contains("not ready within 4s: slow" + System.lineSeparator())
                .contains("broken failed");
    }

    @Test
    void aHomeThatCannotBeUsedIsReportedWithItsReason() throws Exception {
        Files.writeString(sandbox.home, "a file");
        assertThat(sandbox.run(shop, "up", "-d").expect(3).err())
                .contains("cannot write to " + sandbox.home + " (it is a file)")
                .contains("set A3S_HOME");
        Files.delete(sandbox.home);
    }

    @Test
    void aServicesEnvironmentAndDirectoryCanBeUsed() throws Exception {
        sandbox.write(shop,
                SHOP.replace("service \"web\" {", "service \"web\" {\n  env = { DB = \"${service.db.port}\" }"));
        sandbox.run(shop, "up", "-d").expect(0);
        var environment = sandbox.run(shop, "env", "web").expect(0).out();
        assertThat(environment).contains("A3S_SERVICE=web\n").contains("HOST=127.0.0.1\n")
                .contains("A3S_URL=http://web.localhost:" + sandbox.port + "\n").containsPattern("DB=[0-9]+\n")
                .doesNotContain("A3S_COOKIE");
        var exec = sandbox.run(shop, "exec", "web", "--", "sh", "-c", "echo $A3S_SERVICE in $(pwd); exit 7").expect(7);
        assertThat(exec.out()).isEqualTo("web in " + shop.toRealPath() + "\n");
        assertThat(sandbox.run(shop, "exec", "web", "--", "nosuch").expect(127).err())
                .contains("no such command: nosuch (PATH is ").doesNotContain("Cannot run program", "error=");
        assertThat(sandbox.run(shop, "exec", "web", "--", "/etc/passwd").expect(126).err())
                .contains("/etc/passwd is not executable; chmod +x it").doesNotContain("Cannot run program");
        assertThat(sandbox.run(shop, "exec", "wep", "--", "true").expect(2).err()).contains("unknown service: 'wep'");
    }

    @Test
    void theGraphSaysWhatNeedsWhat() throws Exception {
        assertThat(sandbox.run(shop, "graph").expect(0).out()).isEqualTo("1  db\n2  web  needs db\n");
        assertThat(sandbox.run(shop, "graph", "--dot").expect(0).out()).contains("\"web\" -> \"db\";");
    }

    @Test
    void statusSaysWhenTheFileOnDiskDiffersFromWhatRuns() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        assertThat(sandbox.run(shop, "status").expect(0).err()).isEmpty();
        sandbox.write(shop, SHOP.replace("50ms", "60ms"));
        assertThat(sandbox.run(shop, "status").expect(0).err()).contains("A3sfile.hcl changed web since");
        sandbox.write(shop, SHOP.replace("50ms", "60"));
        assertThat(sandbox.run(shop, "status").expect(0).err()).contains("is broken now");
    }

    @Test
    void initStepsAndTasksRunBeforeWhatNeedsThem() throws Exception {
        var dir = sandbox.project("tasks", """
                dev { proxy_port = PROXY }
                init {
                  step "deps" {
                    cmd    = "echo installed >>deps"
                    inputs = ["lock"]
                  }
                }
                task "migrate" { cmd = "cat deps >migrated" }
                service "web" {
                  cmd        = "test -s migrated && exec SERVICE http"
                  depends_on = ["migrate"]
                }
                """);
        Files.writeString(dir.resolve("lock"), "1");
        sandbox.run(dir, "up", "-d").expect(0);
        sandbox.pidBehind("web.localhost");
        assertThat(sandbox.run(dir, "status").expect(0).out()).contains("completed");
        assertThat(sandbox.run(dir, "up", "-d").expect(0).err()).contains("inputs are unchanged");
        sandbox.run(dir, "down").expect(0);
        sandbox.run(dir, "up", "-d").expect(0);
        assertThat(Files.readAllLines(dir.resolve("deps"))).hasSize(1);
        Files.writeString(dir.resolve("lock"), "2");
        sandbox.run(dir, "up", "-d").expect(0);
        assertThat(Files.readAllLines(dir.resolve("deps"))).hasSize(2);
    }

    @Test
    void aFailingInitStepStartsNothing() throws Exception {
        var text = """
                dev { proxy_port = PROXY }
                init {
                  step "deps" { cmd = "echo no network; exit 4" }
                }
                service "web" { cmd = "exec SERVICE http" }
                """;
        var dir = sandbox.project("steps", text);
        var up = sandbox.run(dir, "up", "-d").expect(1);
        assertThat(up.err()).contains("init step \"deps\" exited 4").contains("\n  no network");
        sandbox.run(dir, "status").expect(1);
        assertThat(sandbox.run(dir, "logs", "init").expect(0).out()).contains("no network");
        sandbox.write(dir, text.replace("exit 4", "exit 0"));
        sandbox.run(dir, "up", "-d").expect(0);
        assertThat(sandbox.run(dir, "logs", "init").expect(0).out()).contains("no network");
        sandbox.run(dir, "down").expect(0);
        sandbox.write(dir, text.replace("\"echo no network; exit 4\"", "[\"no-such-program\"]"));
        assertThat(sandbox.run(dir, "up", "-d").expect(1).err()).contains("no such command: no-such-program")
                .doesNotContain("internal");
        sandbox.run(dir, "status").expect(1);
    }

    @Test
    void aPortOnTheCommandLineIsStrongerThanTheFile() throws Exception {
        int other = Sandbox.freePort();
        var up = sandbox.run(shop, "up", "-d", "--port", Integer.toString(other)).expect(0);
        assertThat(up.out()).contains("http://web.localhost:" + other);
        sandbox.run(shop, "up", "-d").expect(0);
        assertThat(sandbox.run(shop, "daemon", "status").expect(0).out()).contains("127.0.0.1:" + other);
        assertThat(sandbox.run(shop, "up", "--port", "99999").expect(2).err())
                .contains("Port must be between 1024 and 65535");
        assertThat(sandbox.run(shop, "up", "--host", "not a host").expect(2).err())
                .contains("Invalid host address: not a host");
    }

    @Test
    void aRouteNamesAServerThatA3sDoesNotRun() throws Exception {
        var outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        outside.start();
        try {
            sandbox.write(shop,
                    SHOP + "route \"outside\" { to = \"http://127.0.0.1:" + outside.getAddress().getPort() + "\" }\n");
            sandbox.run(shop, "up", "-d").expect(0);
            assertThat(sandbox.get("outside.localhost", "/").statusCode()).isEqualTo(204);
        } finally {
            outside.stop(0);
        }
    }

    private static void interrupt(Running command) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(command.process().pid())).start().waitFor();
    }
}
