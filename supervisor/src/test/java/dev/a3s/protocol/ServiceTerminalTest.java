package dev.a3s.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.process.Exit;
import dev.a3s.process.Launch;
import dev.a3s.process.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ServiceTerminalTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;
    private final List<ServiceProcess> started = new ArrayList<>();

    @AfterEach
    void everythingEnds() {
        started.forEach(process -> process.stop("SIGTERM", Duration.ZERO, _ -> false));
    }

    private ServiceProcess sh(String script) {
        var process = ServiceProcess.launch(new Launch(dir.resolve("run-" + started.size()),
                List.of("sh", "-c", script),
                dir, new HashMap<>(System.getenv()), Launch.Stdin.TERMINAL, dir.resolve("out"), dir.resolve("err")));
        started.add(process);
        return process;
    }

    private String said() throws IOException {
        return Files.readString(dir.resolve("out"));
    }

    private void awaitSaid(String text) {
        await(text).atMost(SOON).until(() -> said().contains(text));
    }

    private static void type(ServiceTerminal terminal, String text) throws IOException {
        var keys = text.getBytes(StandardCharsets.UTF_8);
        terminal.type(keys, keys.length);
    }

    @Test
    void allThreeStreamsAreATerminalAndItIsTheControllingOne() throws Exception {
        var process = sh("test -t 0 && test -t 1 && test -t 2 && echo $$ >/dev/tty; echo oops >&2");
        assertThat(process.exit().join()).isEqualTo(new Exit.Code(0));
        assertThat(said()).isEqualTo(process.pid() + "\r\noops\r\n");
        assertThat(dir.resolve("err")).isEmptyFile();
    }

    @Test
    void whatIsTypedIsEchoedAndReadAndControlCharactersMeanWhatTheyMean() throws Exception {
        var process = sh(
                "trap 'echo interrupted' INT; echo ready; read line; echo \"<$line>\"; while :; do sleep 0.05; done");
        awaitSaid("ready");
        try (var terminal = ServiceTerminal.open(process.terminal().orElseThrow())) {
            type(terminal, "grüße ".repeat(100) + "\n");
            awaitSaid("<" + "grüße ".repeat(100).strip() + ">");
            type(terminal, "\u0003");
            awaitSaid("interrupted");
        }
    }

    @Test
    void resizingReachesTheCommand() throws Exception {
        var process = sh("trap 'stty size' WINCH; stty size; while :; do sleep 0.05; done");
        awaitSaid("40 120");
        try (var terminal = ServiceTerminal.open(process.terminal().orElseThrow())) {
            terminal.resize(33, 77);
            awaitSaid("33 77");
        }
    }

    @Test
    void theExitIsTheCommands() {
        assertThat(sh("exit 7").exit().join()).isEqualTo(new Exit.Code(7));
        assertThat(sh("kill -KILL $$").exit().join()).isEqualTo(new Exit.Signalled(9, "SIGKILL"));
    }

    @Test
    void theLastOutputIsKept() throws Exception {
        sh("seq 20000").exit().join();
        assertThat(said().lines()).hasSize(20000).endsWith("19999", "20000");
    }

    @Test
    void aStopReachesTheCommandAndWhatItStarted() {
        var process = sh("trap 'echo stopping; exit 0' TERM; sleep 600 & echo ready; while :; do sleep 0.05; done");
        awaitSaid("ready");
        var report = process.stop("SIGTERM", SOON, _ -> false);
        assertThat(report.survivors()).isEmpty();
        awaitSaid("stopping");
        assertThat(process.members()).isEmpty();
    }

    @Test
    void malformedFramesDoNotEndTheTerminal() throws Exception {
        var process = sh("read line; echo \"<$line>\"");
        Files.writeString(process.terminal().orElseThrow(), "what is this\nD x\n");
        try (var terminal = ServiceTerminal.open(process.terminal().orElseThrow())) {
            await("it hears again").atMost(SOON).until(() -> {
                type(terminal, "hello\n");
                return said().contains("<hello>");
            });
        }
        assertThat(process.exit().join()).isEqualTo(new Exit.Code(0));
    }

    @Test
    void aRunThatIsOverCannotBeTypedAt() {
        assertThatThrownBy(() -> ServiceTerminal.open(dir.resolve("none"))).isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
    }
}
