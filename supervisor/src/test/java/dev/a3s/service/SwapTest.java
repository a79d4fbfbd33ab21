package dev.a3s.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.process.Exit;
import dev.a3s.process.FreePorts;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Reloading;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

import static dev.a3s.service.RunnerFixture.await_;
import static dev.a3s.service.SpecBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code reload = "swap"}, with real servers. */
class SwapTest {
    private static final String SERVER = "exec \"$JAVA\" -XX:TieredStopAtLevel=1 -m jdk.httpserver -b 127.0.0.1 -p $PORT";

    @TempDir
    Path dir;

    private RunnerFixture around;
    private Path program;
    private ServiceRunner runner;
    private Ready first;

    @BeforeEach
    void aServiceIsReady() throws IOException {
        around = new RunnerFixture(dir);
        program = Files.writeString(dir.resolve("program"), SERVER);
        runner = around.start(service("web", dir).runs("echo $$ >>pids; . ./program")
                .chosenPort(new FreePorts().pick(Set.of())).watches(program).swaps().build());
        first = (Ready) await_(runner, "ready", state -> state instanceof Ready);
    }

    @AfterEach
    void everythingEnds() {
        around.close();
    }

    private boolean lives(Ready ready) {
        return ProcessHandle.of(ready.run().process().orElseThrow().pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    private List<String> pids() throws IOException {
        return Files.readAllLines(dir.resolve("pids"));
    }

    @Test
    void theOldProcessServesUntilTheNewOneIsReadyOnAnotherPort() throws IOException {
        Files.writeString(program, "until test -e go; do sleep 0.05; done; " + SERVER);
        await_(runner, "reloading", state -> state instanceof Reloading);
        await("both run").until(() -> pids().size() == 2);
        assertThat(runner.status().ready()).isTrue();
        assertThat(runner.status().port()).isEqualTo(first.run().port());
        Files.createFile(dir.resolve("go"));
        var second = (Ready) await_(runner, "swapped",
                state -> state instanceof Ready next && next.run() != first.run());
        assertThat(second.run().port()).isNotEqualTo(first.run().port());
        assertThat(FreePorts.bindable(second.run().port().orElseThrow())).isFalse();
        await("the old one is gone").atMost(Duration.ofSeconds(20)).until(() -> !lives(first));
        assertThat(around.states()).containsExactly("starting", "ready");
        assertThat(runner.status().restarts()).isEqualTo(1);
        assertThat(runner.status().history().stream().map(Moment::phase))
                .endsWith(Phase.READY, Phase.RELOADING, Phase.READY);
        assertThat(runner.status().history())
                .anyMatch(moment -> moment.reason().equals(Optional.of(new Reason.FilesChanged("program", 0))));
    }

    @Test
    void aBrokenEditLeavesTheOldProcessServing() throws IOException {
        var launchedWith = first.run().process().orElseThrow().runDir().resolve("watched");
        await("kept").until(() -> Files.exists(launchedWith));
        var before = Files.readString(launchedWith);
        Files.writeString(program, "exit 3");
        await("refused").atMost(Duration.ofSeconds(20)).until(() -> runner.status().notice().isPresent());
        assertThat(runner.status().notice())
                .contains(new Reason.ReloadFailed(new Reason.Ended(new Exit.Code(3))));
        assertThat(runner.status().state()).isEqualTo(first);
        assertThat(lives(first)).isTrue();
        assertThat(launchedWith).as("a later daemon must find it old").hasContent(before);

        Files.writeString(program, SERVER + " ");
        await_(runner, "mended", state -> state instanceof Ready next && next.run() != first.run());
        assertThat(runner.status().notice()).isEmpty();
    }

    @Test
    void aStopInTheMiddleLeavesNeither() throws IOException {
        Files.writeString(program, "trap '' TERM; sleep 600");
        await("both run").atMost(Duration.ofSeconds(20)).until(() -> pids().size() == 2);
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(runner, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
        for (var pid : pids()) {
            assertThat(ProcessHandle.of(Long.parseLong(pid)).flatMap(process -> process.info().command()))
                    .as("what %s runs, unless it is dead", pid).isEmpty();
        }
        assertThat(dir.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void whenTheOldProcessDiesMeanwhileTheNewOneGoesOnAlone() throws IOException {
        Files.writeString(program, "until test -e go; do sleep 0.05; done; " + SERVER);
        await("both run").atMost(Duration.ofSeconds(20)).until(() -> pids().size() == 2);
        await_(runner, "reloading", state -> state instanceof Reloading);
        ProcessHandle.of(runner.status().pid().orElseThrow()).orElseThrow().destroyForcibly();
        await_(runner, "starting", state -> state instanceof ServiceState.Starting);
        Files.createFile(dir.resolve("go"));
        await_(runner, "ready", state -> state instanceof Ready);
        assertThat(pids()).hasSize(2);
    }
}
