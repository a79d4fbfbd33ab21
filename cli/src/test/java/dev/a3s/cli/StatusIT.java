package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What status, ps and ports say, and what frees a port, with real processes behind it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StatusIT {
    private static final String SHOP = """
            dev { proxy_port = PROXY }
            service "web" {
              cmd = "exec SERVICE http"
            }
            service "lazy" {
              cmd   = "exec SERVICE http"
              start = "on-demand"
            }
            task "seed" { cmd = "true" }
            """;
    private static final String LISTENER = """
            use Socket;
            socket(S, PF_INET, SOCK_STREAM, 0) && setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1)
                && bind(S, sockaddr_in($ARGV[0], INADDR_LOOPBACK)) && listen(S, 1) or die $!;
            $| = 1;
            print "listening\\n";
            sleep 600;
            """;

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path shop;

    @BeforeEach
    void aProject() throws IOException {
        sandbox = new Sandbox(dir);
        shop = sandbox.project("shop", SHOP);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    private Process outsider(int port) throws IOException {
        var out = Files.createTempFile(dir, "outsider", "");
        var process = new ProcessBuilder("perl", "-e", LISTENER, Integer.toString(port))
                .redirectOutput(out.toFile())
                .redirectErrorStream(true).start();
        await("it listens").until(() -> Files.readString(out).equals("listening\n"));
        return process;
    }

    @Test
    void statusShowsWhatAServiceUsesAndWhereItListens() throws Exception {
        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        var table = sandbox.run(shop, "status").expect(0).out();
        assertThat(table)
                .containsPattern("web +ready +" + web + " +[0-9]+ +healthy +[0-9.ms]+ +0 +[0-9.]+% +[0-9.]+ MB +http")
                .containsPattern("lazy +asleep").containsPattern("seed +completed");
        var json = sandbox.run(shop, "status", "web", "--json").expect(0).out();
        var port = json.replaceAll("(?s).*\"port\": ([0-9]+).*", "$1");
        assertThat(json).containsPattern("\"ports\": \\[\\s+" + port + "\\s+]").containsPattern("\"cpu\": [0-9.]+")
                .containsPattern("\"memory\": [0-9]{7,}").contains("\"dir\": \"" + shop.toRealPath() + "\"");
        assertThat(sandbox.run(shop, "status", "web").expect(0).out()).containsPattern("listening +" + port + "\n")
                .containsPattern("command +exec .*TestService").containsPattern("log +" + sandbox.home);
        assertThat(sandbox.run(shop, "ports").expect(0).out())
                .containsPattern(port + " +web +shop +" + web + "\n")
                .containsPattern(sandbox.port + " +\\(proxy\\)");
    }

    @Test
    void onlyWhatIsWantedCountsForTheExitCode() throws Exception {
        sandbox.write(shop, SHOP + """
                service "once" {
                  cmd  = "exit 0"
                  port = 0
                }
                """);
        sandbox.run(shop, "up", "-d", "web", "seed").expect(0);
        sandbox.run(shop, "status").expect(0);
        sandbox.run(shop, "status", "once").expect(1);
        sandbox.run(shop, "down", "web").expect(0);
        sandbox.run(shop, "status").expect(0);
        sandbox.run(shop, "status", "web").expect(1);
        sandbox.run(shop, "up", "-d", "once");
        await("once has ended").until(() -> sandbox.run(shop, "status", "once").out().contains("exited 0"));
        sandbox.run(shop, "status").expect(1);
    }

    @Test
    void psShowsTheSessionsOfAllProjectsFromAnywhere() throws Exception {
        var blog = sandbox.project("blog", """
                dev { proxy_port = PROXY }
                service "posts" { cmd = "exec SERVICE http" }
                """);
        assertThat(sandbox.run(dir, "ps").expect(0).err()).contains("nothing is running");
        sandbox.run(shop, "up", "-d").expect(0);
        sandbox.run(blog, "up", "-d").expect(0);
        assertThat(sandbox.run(dir, "servers").expect(0).out()).containsSubsequence("shop  3/3 ready", "web", "blog",
                "posts");
        assertThat(sandbox.run(dir, "ps", "--sessions").expect(0).out().lines()).hasSize(3);
        assertThat(sandbox.run(dir, "ps", "--sessions", "--json").expect(0).out()).contains("\"session\": \"blog\"");
        assertThat(sandbox.run(dir, "ps", "--ports").expect(0).out()).contains("posts").contains("web");
    }

    @Test
    void watchNeedsATerminal() throws Exception {
        assertThat(sandbox.run(shop, "status", "--watch").expect(2).err()).contains("--watch redraws a terminal");
    }

    @Test
    void killPortEndsAStrangerAndSparesASession() throws Exception {
        int port = Sandbox.freePort();
        var stranger = outsider(port);
        var killed = sandbox.run(dir, "kill-port", Integer.toString(port)).expect(0);
        assertThat(killed.err()).contains("pid " + stranger.pid() + " (perl");
        assertThat(killed.out()).isEqualTo("Port " + port + ": Available\n");
        assertThat(stranger.waitFor()).isEqualTo(143);
        assertThat(sandbox.run(dir, "kill-port", "--port", Integer.toString(port)).expect(0).out())
                .contains("Available");
        assertThat(sandbox.run(dir, "kill-port", "99").expect(2).err()).contains("Port must be between 1024 and 65535");

        sandbox.run(shop, "up", "-d").expect(0);
        long web = sandbox.pidBehind("web.localhost");
        var own = sandbox.run(shop, "status", "web", "--json").out().replaceAll("(?s).*\"port\": ([0-9]+).*", "$1");
        assertThat(sandbox.run(dir, "kill-port", own).expect(1).err())
                .contains("service web of session shop (pid " + web + ")").contains("a3s down web");
        assertThat(sandbox.run(dir, "kill-port", Integer.toString(sandbox.port)).expect(1).err())
                .contains("a3s proxy's own");
        assertThat(sandbox.pidBehind("web.localhost")).isEqualTo(web);
    }

    @Test
    void forceStopsWhoeverHoldsAServicesPort() throws Exception {
        int port = Sandbox.freePort();
        sandbox.write(shop, SHOP.replace("http\"\n}", "http\"\n  port = " + port + "\n}"));
        var stranger = outsider(port);
        assertThat(sandbox.run(shop, "up", "-d").expect(1).err()).contains("port " + port + " is already in use by pid "
                + stranger.pid()).contains("or a3s up --force to stop it");
        assertThat(stranger.isAlive()).isTrue();
        sandbox.run(shop, "up", "-d", "--force").expect(0);
        assertThat(stranger.waitFor()).isEqualTo(143);
        sandbox.pidBehind("web.localhost");

        var other = sandbox.project("other", """
                dev { proxy_port = PROXY }
                service "api" {
                  cmd  = "exec SERVICE http"
                  port = %d
                }
                """.formatted(port));
        assertThat(sandbox.run(other, "up", "-d", "--force").expect(1).err()).contains("service web of session shop");
        sandbox.pidBehind("web.localhost");
    }

    @Test
    void aCrashAndItsRetryTakeFewLines() throws Exception {
        sandbox.write(shop, """
                dev { proxy_port = PROXY }
                service "web" { cmd = "echo no database; exit 3" }
                """);
        var printed = sandbox.run(shop, "up", "-d").expect(1).err();
        assertThat(printed).doesNotContain("stopping").contains("backing-off (exited 3)")
                .contains("web failed; its last lines:").contains("web | no database");
    }
}
