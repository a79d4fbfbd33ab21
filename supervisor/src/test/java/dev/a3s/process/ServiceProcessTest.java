package dev.a3s.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ServiceProcessTest extends RunTest {
    @Test
    void aCommandRunsUnderTheReportedPidInItsDirectoryWithItsEnvironment() {
        var launch = runs.launch(List.of("sh", "-c", "echo $$; pwd; echo \"$GREETING\"; echo oops >&2"),
                Map.of("GREETING", "hello  world"), Launch.Stdin.OPEN);
        var process = runs.launch(launch);
        assertThat(process.exit().join()).isEqualTo(new Exit.Code(0));
        assertThat(runs.output().lines()).containsExactly(String.valueOf(process.pid()), dir.toString(),
                "hello  world");
        assertThat(runs.err()).hasContent("oops");
        assertThat(process.startedAt()).isBetween(Instant.now().minusSeconds(20), Instant.now());
    }

    @Test
    void theEnvironmentArrivesUnchangedButForWhatIsAnnounced() throws Exception {
        var launch = new Launch(dir.resolve("run"), List.of("/usr/bin/env"), dir,
                Map.of("dir", "mine", "out", "mine", "x.y", "odd", "IFS", ":", "EMPTY", ""), runs.out(), runs.err());
        var process = runs.launch(launch);
        process.exit().join();
        assertThat(runs.output().lines().filter(line -> !line.startsWith("A3S_COOKIE=")))
                .containsExactlyInAnyOrder("dir=mine", "out=mine", "x.y=odd", "IFS=:", "EMPTY=", "PWD=" + dir);
    }

    @Test
    void everyExitIsReportedAsItWas() {
        assertThat(runs.sh("exit 3").exit().join()).isEqualTo(new Exit.Code(3));
        assertThat(runs.sh("exit 255").exit().join()).isEqualTo(new Exit.Code(255));
        assertThat(runs.sh("kill -9 $$").exit().join()).isEqualTo(new Exit.Signalled(9, "SIGKILL"));
        assertThat(runs.sh("kill -TERM $$").exit().join().describe()).isEqualTo("killed by SIGTERM");
        assertThat(runs.sh("true").exit().join().success()).isTrue();
        assertThat(new Exit.Code(1).describe()).isEqualTo("exited 1");
    }

    @Test
    void theExitIsKnownWithinMilliseconds() throws Exception {
        var process = runs.sh("exec sleep 60");
        var over = process.exit().thenApply(_ -> System.nanoTime());
        long killed = System.nanoTime();
        process.signal("KILL");
        assertThat(Duration.ofNanos(over.get(5, TimeUnit.SECONDS) - killed)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void aServicesInputStaysOpenAndSilentAndATasksIsEmpty() {
        var service = runs.sh("read line; echo ended");
        var task = runs.launch(runs.launch(List.of("sh", "-c", "read line || echo empty"), Map.of(),
                Launch.Stdin.EMPTY));
        assertThat(task.exit().join()).isEqualTo(new Exit.Code(0));
        assertThat(runs.output()).isEqualTo("empty\n");
        assertThat(service.exit()).isNotDone();
    }

    @Test
    void signalsArriveWithTheirDefaultsAndCanBeHandled() {
        var process = runs.sh("trap 'echo reload' USR1; echo ready; while :; do sleep 0.05; done");
        await("trap set").until(() -> runs.output().contains("ready"));
        process.signal("usr1");
        await("handled").until(() -> runs.output().contains("reload"));
        assertThat(process.exit()).isNotDone();
        process.signal("SIGINT");
        assertThat(process.exit().join()).isEqualTo(new Exit.Signalled(2, "SIGINT"));
    }

    @Test
    void aStopWaitsForACleanEnd() {
        var process = runs.sh("trap 'sleep 0.3; echo clean; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        await("trap set").until(() -> runs.output().contains("ready"));
        var report = Runs.stop(process, Runs.LONG);
        assertThat(report.exit()).isEqualTo(new Exit.Code(7));
        assertThat(report.killed()).isEmpty();
        assertThat(runs.output()).endsWith("clean\n");
        assertThat(process.stop("SIGTERM", Runs.LONG, _ -> false)).isSameAs(report);
    }

    @Test
    void whatIgnoresTheSignalIsKilledAfterTheGrace() {
        var process = runs.sh("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        await("trap set").until(() -> runs.output().contains("ready"));
        var report = Runs.stop(process, Duration.ofMillis(200));
        assertThat(report.exit()).isEqualTo(new Exit.Signalled(9, "SIGKILL"));
        assertThat(report.killed()).extracting(ProcessInfo::pid).contains(process.pid());
        assertThat(process.exit().join()).isEqualTo(report.exit());
        assertThat(process.members()).isEmpty();
    }

    @Test
    void aSecondInterruptionSkipsTheGrace() throws Exception {
        var process = runs.sh("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        await("trap set").until(() -> runs.output().contains("ready"));
        var stopping = CompletableFuture.supplyAsync(() -> Runs.stop(process, Duration.ofMinutes(5)));
        process.killNow();
        assertThat(stopping.get(10, TimeUnit.SECONDS).exit()).isEqualTo(new Exit.Signalled(9, "SIGKILL"));
    }

    @Test
    void whatACrashedCommandLeavesIsSweptAndTheRunDirectoryCanGo() throws Exception {
        var process = runs.sh("setsid sleep 300 & sleep 300 & exit 1");
        assertThat(process.exit().join()).isEqualTo(new Exit.Code(1));
        await("both sleepers").until(() -> process.members().size() == 2);
        var report = Runs.stop(process, Runs.LONG);
        assertThat(report.exit()).isEqualTo(new Exit.Code(1));
        assertThat(process.members()).isEmpty();
        assertThat(report.killed()).as("the orphan that left the group was asked first").isEmpty();
        try (var files = Files.list(process.runDir())) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(process.runDir());
    }

    @Test
    void aSparedProcessAndItsChildrenLiveOn() {
        var process = runs.sh("sh -c 'sleep 301; :' & exec sleep 302");
        await("all three").until(() -> process.members().size() == 3);
        var report = process.stop("TERM", Runs.LONG, found -> found.command().startsWith("sh -c sleep 301"));
        assertThat(report.spared()).extracting(ProcessInfo::command)
                .containsExactlyInAnyOrder("sh -c sleep 301; :",
                        "sleep 301");
        assertThat(report.exit()).isEqualTo(new Exit.Signalled(15, "SIGTERM"));
        for (var spared : report.spared()) {
            assertThat(Kernel.processes().find(spared.pid()).filter(spared::same)).isPresent();
            Posix.kill(spared.pid(), Signal.KILL);
        }
    }

    @Test
    void membersAreShownWithTheirCommandLines() {
        var process = runs.sh("sleep 303 & exec sleep 304");
        await("both").until(() -> process.members().size() == 2);
        assertThat(process.members()).extracting(ProcessInfo::command)
                .containsExactlyInAnyOrder("sleep 303",
                        "sleep 304");
        assertThat(process.members(Kernel.processes().snapshot())).hasSize(2);
    }

    @Test
    void aKilledShimIsNoticedAndTheCommandIsStillStoppable() {
        var process = runs.sh("exec sleep 305");
        long shim = Kernel.processes().find(process.pid()).orElseThrow().ppid();
        Posix.kill(shim, Signal.KILL);
        await("shim gone").until(() -> Kernel.processes().find(shim).isEmpty());
        assertThat(process.exit()).isNotDone();
        var report = Runs.stop(process, Runs.LONG);
        assertThat(report.exit()).isInstanceOf(Exit.Unknown.class);
        assertThat(process.members()).isEmpty();
    }

    @Test
    void whatCannotRunIsSaidWithItsCause() {
        assertThatThrownBy(() -> runs.launch(runs.launch(List.of("no-such-thing"), Map.of("PATH", "/bin"),
                Launch.Stdin.OPEN))).isInstanceOf(LaunchFailed.class)
                .hasMessage("no such command: no-such-thing (PATH is /bin)");
        assertThatThrownBy(() -> runs.launch(new Launch(dir.resolve("run"), List.of("true"), dir.resolve("gone"),
                Map.of(), runs.out(), runs.err()))).isInstanceOf(LaunchFailed.class)
                .hasMessage("the directory %s does not exist", dir.resolve("gone"));
        assertThatThrownBy(() -> runs.launch(runs.launch(List.of("./" + dir.relativize(dir.resolve("x"))), Map.of(),
                Launch.Stdin.OPEN))).isInstanceOf(LaunchFailed.class).hasMessageContaining("there is no file");
        assertThat(Optional.of(dir.resolve("run"))).hasValueSatisfying(path -> assertThat(path).doesNotExist());
    }

    /** Everybody may read a command line, for as long as the process lives. */
    @Test
    void noVariableStandsOnACommandLine() throws Exception {
        var seen = new ConcurrentSkipListSet<String>();
        var over = new AtomicBoolean();
        var reader = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                commandLines().filter(line -> line.contains("s3cr3t")).forEach(seen::add);
            }
        });
        try {
            runs.launch(runs.launch(List.of("perl", "-e",
                    "$| = 1; print map { \"$_=$ENV{$_}\\n\" } keys %ENV; sleep 600"),
                    Map.of("spring.datasource.password", "s3cr3t", "a-b", "s3cr3t\nx=y", "IFS", "s3cr3t"),
                    Launch.Stdin.OPEN));
            await().untilAsserted(() -> assertThat(runs.output()).contains("spring.datasource.password=s3cr3t\n")
                    .contains("a-b=s3cr3t\nx=y\n"));
            assertThat(commandLines().filter(line -> line.contains("s3cr3t"))).isEmpty();
            try (var files = Files.walk(dir)) {
                assertThat(files.filter(file -> file.endsWith("environment"))).isEmpty();
            }
        } finally {
            over.set(true);
            reader.join();
        }
        assertThat(seen).isEmpty();
    }

    private static Stream<String> commandLines() {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc/" + process.pid() + "/cmdline"))
                .map(file -> {
                    try {
                        return Files.readString(file, StandardCharsets.ISO_8859_1);
                    } catch (IOException gone) {
                        return "";
                    }
                });
    }
}
