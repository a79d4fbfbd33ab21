package dev.a3s.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.Command;
import dev.a3s.health.Probe.Result;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class CommandProbeTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void exitZeroIsHealthy() throws Exception {
        assertThat(run("true")).isEqualTo(new Healthy());
    }

    @Test
    void anotherExitIsReportedWithTheLastLine() throws Exception {
        assertThat(run("echo trying; echo 'no response' >&2; echo; exit 2"))
                .isEqualTo(new Unhealthy("`echo trying; echo 'no response' >&2; echo; exit 2` exited 2: no response"));
    }

    @Test
    void aCommandThatSaysNothingIsReportedByItsExitAlone() throws Exception {
        assertThat(run("exit 3")).isEqualTo(new Unhealthy("`exit 3` exited 3"));
    }

    @Test
    void muchOutputDoesNotHoldACommandUp() throws Exception {
        assertThat(run("yes | head -c 1000000; printf 'the \\033[31mend\\033[0m'; exit 1"))
                .asString()
                .endsWith("exited 1: the end]");
    }

    @Test
    void itRunsInItsDirectoryWithItsEnvironmentAloneAndNoInput() throws Exception {
        var probe = new CommandProbe(
                new Command.Shell("cat; pwd; echo $GREETING; echo ${HOME-unset}; exit 1"), directory,
                Map.of("PATH", System.getenv("PATH"), "GREETING", "hello"), LONG);
        assertThat(probe.check()).asString().endsWith("exited 1: unset]");
        assertThat(new CommandProbe(new Command.Shell("test \"$GREETING\" = hello && test . -ef " + directory),
                directory, Map.of("GREETING", "hello"), LONG).check()).isEqualTo(new Healthy());
    }

    @Test
    void anArgumentVectorRunsWithoutAShell() throws Exception {
        var probe = new CommandProbe(new Command.Argv(List.of("test", "$HOME", "=", "$HOME")), directory, Map.of(),
                LONG);
        assertThat(probe.check()).isEqualTo(new Healthy());
    }

    @Test
    void aCommandThatDoesNotExistIsReportedAsSuch() throws Exception {
        var probe = new CommandProbe(new Command.Argv(List.of("no-such-command")), directory, Map.of(), LONG);
        assertThat(probe.check()).asString().contains("`no-such-command` could not be run:");
    }

    @Test
    void aCommandThatHangsIsKilledWithAllItStarted() throws Exception {
        var probe = new CommandProbe(new Command.Shell("sleep 1000 & echo $! > child; wait"), directory,
                System.getenv(), Duration.ofMillis(500));
        assertThat(probe.check()).isEqualTo(
                new Unhealthy("`sleep 1000 & echo $! > child; wait` did not end within 500ms"));
        awaitEnd(directory.resolve("child"));
    }

    @Test
    void anInterruptKillsTheCommand() throws Exception {
        var probe = new CommandProbe(new Command.Shell("echo $$ > self; exec sleep 1000"), directory,
                System.getenv(), LONG);
        var checking = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(probe::check)
                        .isInstanceOf(InterruptedException.class));
        await("start").until(() -> Files.exists(directory.resolve("self"))
                && !Files.readString(directory.resolve("self")).isBlank());
        checking.interrupt();
        checking.join();
        awaitEnd(directory.resolve("self"));
    }

    @Test
    void aLongCommandIsShortenedInTheReason() throws Exception {
        assertThat(run("# " + "x".repeat(100) + "\nexit 1"))
                .isEqualTo(new Unhealthy("`# " + "x".repeat(58) + "…` exited 1"));
    }

    private Result run(String script) throws InterruptedException {
        return new CommandProbe(new Command.Shell(script), directory, System.getenv(), LONG).check();
    }

    private static void awaitEnd(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        await("end of " + pid).until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
}
