package dev.a3s.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

class RunTakeoverTest extends RunTest {
    @Test
    void aLivingRunIsTakenOverWithItsPidAndAge() {
        var first = runs.sh("trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done");
        await("trap set").until(() -> runs.output().contains("ready"));
        assertThat(RunTakeover.of(first.runDir())).asInstanceOf(type(TakenOver.Running.class))
                .satisfies(running -> {
                    var second = running.process();
                    assertThat(second.pid()).isEqualTo(first.pid());
                    assertThat(second.startedAt()).isEqualTo(first.startedAt());
                    assertThat(Runs.stop(second, Runs.LONG).exit()).isEqualTo(new Exit.Code(5));
                });
    }

    @Test
    void aCommandThatEndedMeanwhileHasItsTrueExit() {
        var first = runs.sh("sleep 300 & exit 9");
        first.exit().join();
        assertThat(RunTakeover.of(first.runDir())).asInstanceOf(type(TakenOver.Ended.class)).satisfies(ended -> {
            assertThat(ended.exit()).isEqualTo(new Exit.Code(9));
            Runs.stop(ended.process(), Runs.LONG);
            assertThat(first.members()).isEmpty();
        });
        assertThat(RunTakeover.of(first.runDir())).isEqualTo(new TakenOver.Gone(Optional.of(new Exit.Code(9))));
    }

    @Test
    void aRebootOrAReusedPidIsNeverTakenForTheRun() throws Exception {
        var first = runs.sh("exec sleep 300");
        var table = Kernel.processes();
        long shim = table.find(first.pid()).orElseThrow().ppid();
        Posix.kill(-shim, Signal.KILL);
        await("gone").until(() -> table.find(shim).filter(found -> !found.dead()).isEmpty());
        var identity = first.runDir().resolve("identity");
        var written = Files.readString(identity);
        var foreign = new ProcessBuilder("sleep", "300").start();
        try {
            long born = table.find(foreign.pid()).orElseThrow().startTicks();
            var pid = written.replaceAll("(shim|command) .*", "$1 " + foreign.pid() + " " + born);
            Files.writeString(identity, pid.replaceAll("boot .*", "boot an-earlier-one"));
            assertThat(RunTakeover.of(first.runDir())).isEqualTo(new TakenOver.Gone(Optional.empty()));

            // The pid was given again.
            Files.writeString(identity, pid.replaceAll("(shim|command) (\\d+) (\\d+)", "$1 $2 4$3"));
            assertThat(RunTakeover.of(first.runDir())).isEqualTo(new TakenOver.Gone(Optional.empty()));
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    @Test
    void aLivingRunIsFoundThoughItsIdentityWasTornAnywhere() throws Exception {
        var first = runs.sh("sleep 300 & sleep 300");
        var identity = first.runDir().resolve("identity");
        var written = Files.readAllBytes(identity);
        for (int length : List.of(0, 30, written.length / 2, written.length - 1)) {
            Files.write(identity, Arrays.copyOf(written, length));
            assertThat(RunTakeover.of(first.runDir())).as("torn at %d", length)
                    .asInstanceOf(type(TakenOver.Running.class))
                    .satisfies(running -> assertThat(running.process().pid()).isEqualTo(first.pid()));
        }
        var garbage = new String(written, StandardCharsets.US_ASCII).replaceAll("shim [0-9]+", "shim x\u00ff");
        Files.writeString(identity, garbage, StandardCharsets.ISO_8859_1);
        assertThat(RunTakeover.of(first.runDir())).asInstanceOf(type(TakenOver.Running.class))
                .satisfies(running -> Runs.stop(running.process(), Duration.ZERO));
        assertThat(first.members()).isEmpty();
    }

    @Test
    void aRunWhoseShimWasKilledIsStillTakenOver() {
        var first = runs.sh("exec sleep 300");
        long shim = Kernel.processes().find(first.pid()).orElseThrow().ppid();
        Posix.kill(shim, Signal.KILL);
        await("shim gone").until(() -> Kernel.processes().find(shim).isEmpty());
        assertThat(RunTakeover.of(first.runDir())).asInstanceOf(type(TakenOver.Running.class))
                .satisfies(running -> {
                    running.process().signal("TERM");
                    assertThat(running.process().exit().join()).isInstanceOf(Exit.Unknown.class);
                });
        assertThat(RunTakeover.of(first.runDir())).isEqualTo(new TakenOver.Gone(Optional.empty()));
    }

    @Test
    void aStopThatDiedHalfwayIsGoneOnWith() {
        var first = runs.sh("exec sleep 300");
        long shim = Kernel.processes().find(first.pid()).orElseThrow().ppid();
        Posix.kill(-shim, Signal.STOP);
        Posix.kill(first.pid(), Signal.KILL);
        await("dead").until(() -> Kernel.processes().find(first.pid()).filter(found -> !found.dead()).isEmpty());
        assertThat(RunTakeover.of(first.runDir())).asInstanceOf(type(TakenOver.Ended.class))
                .satisfies(ended -> assertThat(ended.exit()).isEqualTo(new Exit.Signalled(9, "SIGKILL")));
    }

    @Test
    void aDirectoryWithoutARunIsGone() {
        assertThat(RunTakeover.of(dir.resolve("nothing"))).isEqualTo(new TakenOver.Gone(Optional.empty()));
    }
}
