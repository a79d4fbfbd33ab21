package dev.a3s.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged program at a terminal, as a person has it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TerminalIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Path PROGRAM = Path.of(System.getProperty("a3s.lib")).resolveSibling("bin").resolve("a3s");

    @TempDir
    Path dir;

    private Sandbox sandbox;
    private Path project;
    private String tmux;

    @BeforeEach
    void aTerminal() throws Exception {
        tmux = Needs.program("tmux", "Debian: tmux").toString();
        sandbox = new Sandbox(dir);
        project = sandbox.project("shop", "dev { proxy_port = PROXY }\n");
        terminal("new-session", "-d", "-x", "100", "-y", "30", "-c", project.toString(), "env",
                "A3S_HOME=" + sandbox.home,
                "PS1=$ ", "sh");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        terminal("kill-server");
        sandbox.close();
    }

    private String terminal(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(tmux, "-f", "/dev/null", "-S", dir.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private void type(String... keys) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        terminal(command.toArray(String[]::new));
    }

    private void a3s(String arguments) throws IOException, InterruptedException {
        type("clear; " + PROGRAM + " " + arguments + "; echo exit $?", "Enter");
    }

    private String awaitScreen(String text) {
        return await("the screen shows " + text).atMost(SOON).until(() -> terminal("capture-pane", "-p"),
                screen -> screen.contains(text));
    }

    @Test
    void upShowsEachServiceItsLinkAndItsLogAndCtrlCStopsAll() throws Exception {
        sandbox.write(project, """
                dev { proxy_port = PROXY }
                service "web" { cmd = "exec SERVICE http" }
                service "late" {
                  cmd        = "exec SERVICE tcp"
                  depends_on = ["web"]
                }
                """);
        a3s("up");
        assertThat(awaitScreen("Ctrl-C stops everything")).containsPattern("web +ready +[0-9.]+m?s")
                .contains("http://web.localhost:" + sandbox.port);
        sandbox.pidBehind("web.localhost");
        awaitScreen("web  | GET /");
        type("C-c");
        var screen = awaitScreen("exit 0");
        assertThat(screen).contains("stopped; nothing is left").containsPattern("web +stopped");
        sandbox.run(project, "status").expect(1);
    }

    @Test
    void aWatchedStatusCutsWhatIsTooLongWithAnEllipsisAndLeavesTheCursor() throws Exception {
        sandbox.write(project, """
                dev { proxy_port = PROXY }
                service "bad" {
                  port = 0
                  cmd  = "exit 3"
                  pre_start = ["echo 'this is much more than fits on one line of a terminal of a hundred columns' >&2; exit 7"]
                }
                """);
        assertThat(sandbox.run(project, "up", "-d").expect(1).err())
                .contains("bad failed; what led to it: a3s why bad");
        a3s("status --watch");
        assertThat(awaitScreen("failed")).containsPattern("(?m)^  .{97}…$");
        type("C-c");
        awaitScreen("exit 0");
        assertThat(terminal("display-message", "-p", "#{cursor_flag}")).startsWith("1");
    }

    @Test
    void aSecondCtrlCKills() throws Exception {
        sandbox.write(project, """
                dev { proxy_port = PROXY }
                service "deaf" {
                  port = 0
                  cmd  = "trap '' TERM; echo $$ >pid; while :; do sleep 0.1; done"
                  stop { timeout = "10m" }
                }
                """);
        a3s("up");
        awaitScreen("Ctrl-C stops everything");
        long deaf = Long.parseLong(Files.readString(project.resolve("pid")).strip());
        type("C-c");
        awaitScreen("stopping (Ctrl-C again kills)");
        assertThat(Sandbox.lives(deaf)).isTrue();
        type("C-c");
        awaitScreen("exit 0");
        assertThat(Sandbox.lives(deaf)).isFalse();
    }

    @Test
    void aServicesTerminalCanBeJoinedAndLeft() throws Exception {
        sandbox.write(project, """
                dev { proxy_port = PROXY }
                service "shell" {
                  port = 0
                  tty  = true
                  cmd  = "PS1='shell> ' exec sh"
                }
                """);
        sandbox.run(project, "up", "-d").expect(0);
        a3s("attach shell");
        awaitScreen("shell>");
        type("stty size; echo $((6 * 7))", "Enter");
        assertThat(awaitScreen("\n42")).contains("30 100");
        type("C-]");
        awaitScreen("detached; shell goes on");
        awaitScreen("exit 0");
        a3s("attach shell");
        awaitScreen("shell>");
        type("exit", "Enter");
        awaitScreen("shell has ended");
        awaitScreen("exit 0");
        type("stty -a | grep -c ' echo '", "Enter");
        awaitScreen("\n1");
        assertThat(sandbox.run(project, "logs", "shell").out()).contains("42");
    }
}
