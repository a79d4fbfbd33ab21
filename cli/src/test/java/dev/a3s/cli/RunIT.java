package dev.a3s.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code a3s run} and {@code a3s open}. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RunIT {
    private static final String PRINT_ARGUMENTS = "for word; do echo \"<$word>\"; done; echo oops >&2; exit 7";

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path here;

    @BeforeEach
    void aDirectoryWithoutA3sfile() throws Exception {
        sandbox = new Sandbox(dir);
        here = Files.createDirectories(dir.resolve("work").resolve("here"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    private Sandbox.Result run(String... command) throws Exception {
        var arguments = new java.util.ArrayList<>(
                java.util.List.of("run", "--port", "" + sandbox.port, "--name", "adhoc", "--"));
        arguments.addAll(java.util.List.of(command));
        return sandbox.run(here, arguments.toArray(String[]::new));
    }

    @Test
    void aCommandGetsItsArgumentsAndGivesItsOutputAndExitCode() throws Exception {
        var result = run("sh", "-c", PRINT_ARGUMENTS, "sh", "a b", "${x} %{y} $z", "\"quoted\\", "tab\there", "")
                .expect(7);
        assertThat(result.out()).isEqualTo("<a b>\n<${x} %{y} $z>\n<\"quoted\\>\n<tab\there>\n<>\n");
        assertThat(result.err()).contains("oops\n").contains("http://adhoc.localhost:" + sandbox.port);
        sandbox.run(here, "status", "--file", sandbox.home.resolve("run/adhoc").toString()).expect(1);
    }

    @Test
    void aKilledCommandGivesTheExitCodeThatAShellGives() throws Exception {
        run("sh", "-c", "kill -KILL $$").expect(137);
        run("no-such-command").expect(1);
    }

    @Test
    void itIsServedByItsNameUntilCtrlC() throws Exception {
        var service = sandbox.project("any", "SERVICE");
        var command = Files.readString(service.resolve("A3sfile.hcl"));
        var running = sandbox.start(here, "run", "--port", "" + sandbox.port, "--name", "adhoc", "--", "sh", "-c",
                "exec " + command + " http");
        await("it is served").atMost(Duration.ofSeconds(30)).ignoreExceptions()
                .until(() -> sandbox.pidBehind("adhoc.localhost") > 0);
        long pid = sandbox.pidBehind("adhoc.localhost");
        assertThat(run("true").expect(1).err()).contains("adhoc is running already");
        new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid())).start().waitFor();
        assertThat(running.process().waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(running.process().exitValue()).isEqualTo(130);
        assertThat(Sandbox.lives(pid)).isFalse();
        assertThat(running.out()).contains("http on ");
    }

    @Test
    void aNameThatIsNoHostNameIsRefused() throws Exception {
        assertThat(sandbox.run(here, "run", "--name", "My App", "--", "true").expect(2).err()).contains("'My App'");
    }

    @Test
    void aSessionCanBeNamedFromAnywhereUnlessAServiceIsCalledSo() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                """);
        sandbox.run(shop, "start").expect(0);
        sandbox.run(here, "status").expect(2);
        assertThat(sandbox.run(here, "status", "shop").expect(0).out()).contains("web");
        assertThat(sandbox.run(here, "status", "--session", "shop", "web").expect(0).out()).contains("ready");
        assertThat(sandbox.run(here, "status", "shop", "web").expect(0).out()).contains("ready for");
        assertThat(sandbox.run(here, "status", "shop", "web", "web").expect(2).err())
                .contains("of one service or of all");
        assertThat(sandbox.run(here, "logs", "shop", "web").expect(0).out()).contains("http on ");
        long before = sandbox.pidBehind("web.localhost");
        sandbox.run(here, "restart", "shop").expect(0);
        assertThat(sandbox.pidBehind("web.localhost")).isNotEqualTo(before);
        var other = sandbox.project("other", "service \"shop\" { cmd = \"true\" }\n");
        assertThat(sandbox.run(other, "status", "shop").expect(2).err()).contains("--session shop");
        assertThat(sandbox.run(here, "stop", "--session", "shap").expect(1).err()).contains("no session 'shap'")
                .contains("shop");
        sandbox.run(here, "stop", "shop").expect(0);
        sandbox.run(shop, "status").expect(1);
    }

    @Test
    void theLinkThatWouldBeOpenedCanBePrinted() throws Exception {
        var shop = sandbox.project("shop", """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                service "worker" {
                  cmd  = "exec sleep 1000"
                  port = 0
                }
                """);
        assertThat(sandbox.run(shop, "open", "--print").expect(1).err()).contains("nothing is running");
        sandbox.run(shop, "up", "-d").expect(0);
        assertThat(sandbox.run(shop, "open", "--print").expect(0).out())
                .isEqualTo("http://web.localhost:" + sandbox.port + "\n");
        assertThat(sandbox.run(shop, "open", "worker").expect(1).err()).contains("worker listens nowhere");
        assertThat(sandbox.run(shop, "open", "wep").expect(2).err()).contains("unknown service: 'wep'");
    }

    @Test
    void theCommandGetsTheSignalAndItsExitCodeIsGiven() throws Exception {
        for (var signal : java.util.List.of("INT", "TERM", "HUP")) {
            var running = sandbox.start(here, "run", "--port", "" + sandbox.port, "--name", "adhoc", "--", "sh", "-c",
                    "trap 'echo caught " + signal + "; exit 42' " + signal
                            + "; echo begun; while :; do sleep 0.1; done");
            await("it runs").atMost(Duration.ofSeconds(30)).until(() -> running.out().contains("begun"));
            new ProcessBuilder("kill", "-" + signal, Long.toString(running.process().pid())).start().waitFor();
            assertThat(running.process().waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(running.out()).contains("caught " + signal);
            assertThat(running.process().exitValue()).as(signal).isEqualTo(42);
        }
    }

    @Test
    void aCommandThatASignalEndsGivesTheExitCodeThatAShellGives() throws Exception {
        var running = sandbox.start(here, "run", "--port", "" + sandbox.port, "--name", "adhoc", "--", "sh", "-c",
                "echo begun; exec sleep 1000");
        await("it runs").atMost(Duration.ofSeconds(30)).until(() -> running.out().contains("begun"));
        new ProcessBuilder("kill", "-TERM", Long.toString(running.process().pid())).start().waitFor();
        assertThat(running.process().waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(running.process().exitValue()).isEqualTo(143);
    }

    @Test
    void aServiceThatIsCalledAsItsProjectIsTheServiceInItsDirectory() throws Exception {
        var api = sandbox.project("api", """
                dev { proxy_port = PROXY }
                service "api" { cmd = "exec SERVICE http" }
                service "db" { cmd = "exec SERVICE http" }
                """);
        sandbox.run(api, "up", "-d", "api").expect(0);
        long before = sandbox.pidBehind("api.localhost");
        sandbox.run(api, "restart", "api").expect(0);
        assertThat(sandbox.pidBehind("api.localhost")).isNotEqualTo(before);
        assertThat(sandbox.run(api, "status", "api").expect(0).out()).contains("ready for");
        assertThat(sandbox.run(api, "logs", "api").expect(0).out()).contains("http on ").doesNotContain("db ");
        sandbox.run(api, "up", "-d", "api").expect(0);
        sandbox.run(api, "down", "api").expect(0);
        assertThat(sandbox.run(api, "status", "api").expect(1).out()).contains("stopped");
        sandbox.run(here, "status", "api").expect(0); // from elsewhere it is the session
        var other = sandbox.project("other", "service \"api\" { cmd = \"true\" }\n");
        assertThat(sandbox.run(other, "restart", "api").expect(2).err()).contains("--session api", "--file . api");
    }
}
