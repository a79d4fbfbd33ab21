package dev.a3s.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.Command;
import dev.a3s.config.HealthSpec;
import dev.a3s.config.RestartSpec.Policy;
import dev.a3s.process.Exit;
import dev.a3s.process.FreePorts;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Pending;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Starting;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Stopping;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

import static dev.a3s.service.RunnerFixture.await_;
import static dev.a3s.service.RunnerFixture.words;
import static dev.a3s.service.SpecBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ServiceRunnerTest {
    @TempDir
    Path dir;

    private RunnerFixture around;

    @BeforeEach
    void surroundings() {
        around = new RunnerFixture(dir);
    }

    @AfterEach
    void everythingEnds() {
        around.close();
    }

    @Test
    void aServiceWithoutPortIsReadyWhenItsProcessLives() {
        var runner = around.start(service("worker", dir).build());
        await_(runner, "ready", state -> state instanceof Ready);
        assertThat(around.states()).containsExactly("starting", "ready");
        assertThat(ProcessHandle.of(runner.status().pid().orElseThrow())).isPresent();
    }

    @Test
    void aStoppedServiceLeavesNoProcessAndItsRunIsForgotten() {
        var runner = around.start(service("worker", dir).build());
        await_(runner, "ready", state -> state instanceof Ready);
        long pid = runner.status().pid().orElseThrow();
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(runner, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(dir.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void aServiceThatExitsZeroStaysStopped() {
        var runner = around.start(service("once", dir).runs("exit 0").readyWhen("false").build());
        await_(runner, "stopped", state -> state.equals(new Stopped(new Reason.Ended(new Exit.Code(0)))));
        assertThat(runner.status().restarts()).isZero();
    }

    @Test
    void aServiceThatExitsZeroIsRestartedIfThePolicyIsAlways() {
        var runner = around.start(service("loop", dir)
                .runs("echo x >>count; [ $(wc -l <count) -lt 3 ] || exec sleep 600")
                .policy(Policy.ALWAYS)
                .build());
        await("two restarts").atMost(Duration.ofSeconds(20))
                .until(() -> runner.status().ready() && runner.status().restarts() == 2);
    }

    @Test
    void aServiceThatIsNotReadyInItsFirstThreeAttemptsIsFailed() throws IOException {
        var runner = around.start(service("broken", dir).runs("echo x >>count; exit 7").readyWhen("false").build());
        await_(runner, "failed", state -> state instanceof Failed);
        assertThat(words(runner.status().state())).contains("exited 7").contains("first 3 attempts");
        assertThat(Files.readAllLines(dir.resolve("count"))).hasSize(3);
        assertThat(around.notes("broken")).anyMatch(note -> note.contains("exited 7; restarting in"));
    }

    @Test
    void aServiceThatWasReadyAndCrashesComesBack() {
        var runner = around.start(service("api", dir).build());
        await_(runner, "ready", state -> state instanceof Ready);
        long first = runner.status().pid().orElseThrow();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await("a new process").atMost(Duration.ofSeconds(20))
                .until(() -> runner.status().ready() && runner.status().pid().orElse(first) != first);
        assertThat(runner.status().lastExit()).contains(new Exit.Signalled(9, "SIGKILL"));
        assertThat(runner.status().restarts()).isEqualTo(1);
    }

    @Test
    void itIsHeldUntilItsDependencyAllowsIt() {
        around.hold(Optional.of(new Hold.Waiting(new Reason.Held("db", Phase.STARTING, Optional.empty()))));
        var runner = around.start(service("api", dir).dependsOn("db").build());
        assertThat(runner.status().state())
                .isEqualTo(new Pending(new Hold.Waiting(new Reason.Held("db", Phase.STARTING, Optional.empty()))));
        assertThat(runner.status().settled()).isFalse();

        around.hold(Optional.of(new Hold.Blocked(new Reason.Held("db", Phase.FAILED, Optional.empty()))));
        runner.send(new ServiceSignal.DependencyMoved());
        await_(runner, "blocked", state -> words(state).equals("db is failed"));
        assertThat(runner.status().settled()).isTrue();

        around.hold(Optional.empty());
        runner.send(new ServiceSignal.DependencyMoved());
        await_(runner, "ready", state -> state instanceof Ready);
    }

    @Test
    void itBeginsOnlyAfterItsDelayUnlessItIsStoppedBefore() {
        var delay = Duration.ofMillis(300);
        var begin = Instant.now();
        var late = around.start(service("late", dir).startupDelay(delay).build());
        var never = around.start(service("never", dir).startupDelay(Duration.ofHours(1)).build());
        await_(late, "ready", state -> state instanceof Ready);
        assertThat(late.status().startedAt().orElseThrow()).isAfterOrEqualTo(begin.plus(delay));
        assertThat(never.status().state()).isEqualTo(new ServiceState.Launching());
        never.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(never, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
    }

    @Test
    void aServiceThatIsNotReadyInTimeIsFailedWithWhatTheProbeSaid() {
        var runner = around.start(service("slow", dir).readyWhen("echo not yet; exit 4")
                .startTimeout(Duration.ofMillis(600))
                .build());
        await_(runner, "failed", state -> state instanceof Failed);
        assertThat(words(runner.status().state())).contains("not ready within 600ms").contains("not yet");
    }

    @Test
    void aRestartWaitsForTheAnswersThatAreOutstanding() {
        var answers = new CompletableFuture<List<String>>();
        around.answering(answers);
        var runner = around.start(serving().build());
        await_(runner, "ready", state -> state instanceof Ready);
        var before = ProcessHandle.of(runner.status().pid().orElseThrow()).orElseThrow();
        runner.send(new ServiceSignal.Restart(Reason.Event.RESTART));
        await_(runner, "stopping", state -> state instanceof Stopping);
        assertThat(before.onExit()).isNotDone();
        answers.complete(List.of());
        await_(runner, "ready again", state -> state instanceof Ready);
        assertThat(before.isAlive()).isFalse();
    }

    private SpecBuilder serving() {
        return service("api", dir).chosenPort(new FreePorts().pick(Set.of())).readyWhen("true");
    }

    @Test
    void aRestartWaitsNoLongerThanItsStopMayTake() {
        around.answering(new CompletableFuture<>());
        var runner = around.start(serving().stopTimeout(Duration.ofMillis(300)).build());
        await_(runner, "ready", state -> state instanceof Ready);
        long before = runner.status().pid().orElseThrow();
        runner.send(new ServiceSignal.Restart(Reason.Event.RESTART));
        await("a new process").atMost(Duration.ofSeconds(4))
                .until(() -> runner.status().ready() && runner.status().pid().orElse(before) != before);
    }

    @Test
    void aKillOrAStopDoesNotWaitForAnswers() {
        around.answering(new CompletableFuture<>());
        var runner = around.start(serving().stopTimeout(Duration.ofMinutes(2)).build());
        await_(runner, "ready", state -> state instanceof Ready);
        runner.send(new ServiceSignal.Restart(Reason.Event.RESTART));
        await_(runner, "stopping", state -> state instanceof Stopping);
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await("no wait for answers").atMost(Duration.ofSeconds(4))
                .until(() -> runner.status().state() instanceof Stopped);
        runner.send(new ServiceSignal.Start(Reason.Event.UP));
        await_(runner, "ready", state -> state instanceof Ready);
        runner.send(new ServiceSignal.Restart(Reason.Event.RESTART));
        await_(runner, "stopping", state -> state instanceof Stopping);
        runner.send(new ServiceSignal.Kill());
        await("no wait for answers").atMost(Duration.ofSeconds(4))
                .until(() -> runner.status().state() instanceof Stopped);
    }

    @Test
    void aStopWhileItIsStartingWins() {
        var runner = around.start(service("slow", dir).readyWhen("false").build());
        await_(runner, "launched", state -> state instanceof Starting);
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(runner, "stopped", state -> state instanceof Stopped);
    }

    @Test
    void aStopWhileItIsPreparedEndsThePreparation() {
        var runner = around.start(service("slow", dir).preStart("touch preparing; exec sleep 600").build());
        await("preparing").atMost(Duration.ofSeconds(20)).until(() -> Files.exists(dir.resolve("preparing")));
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(runner, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
    }

    @Test
    void oneThatRetiresWhileItIsPreparedDoesSoWhateverElseIsWanted() {
        var runner = around.start(service("slow", dir).preStart("touch preparing; exec sleep 600").build());
        await("preparing").atMost(Duration.ofSeconds(20)).until(() -> Files.exists(dir.resolve("preparing")));
        runner.send(new ServiceSignal.Retire(Reason.Event.DOWN));
        runner.send(new ServiceSignal.Restart(Reason.Event.RESTART));
        runner.send(new ServiceSignal.Start(Reason.Event.UP));
        await_(runner, "retired", state -> state instanceof ServiceState.Retired);
    }

    @Test
    void aFailingPreStartFailsTheService() {
        var runner = around.start(service("api", dir).preStart("exit 5").build());
        await_(runner, "failed", state -> state instanceof Failed);
        assertThat(words(runner.status().state())).isEqualTo("pre_start `exit 5` exited 5");
    }

    @Test
    void aSecondStopThatKillsSkipsTheGrace() {
        var runner = around.start(service("stubborn", dir)
                .runs("trap '' TERM; touch deaf; while :; do sleep 1; done")
                .stopTimeout(Duration.ofMinutes(10))
                .build());
        await("it ignores SIGTERM").atMost(Duration.ofSeconds(20)).until(() -> Files.exists(dir.resolve("deaf")));
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        runner.settled().join();
        assertThat(runner.status().state().phase()).isEqualTo(Phase.STOPPING);
        runner.send(new ServiceSignal.Kill());
        await_(runner, "stopped", state -> state instanceof Stopped);
    }

    @Test
    void aRestartWhileStoppingStartsItAgain() {
        var runner = around.start(service("api", dir).build());
        await_(runner, "ready", state -> state instanceof Ready);
        long first = runner.status().pid().orElseThrow();
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        runner.send(new ServiceSignal.Start(Reason.Event.UP));
        await("a new process").atMost(Duration.ofSeconds(20))
                .until(() -> runner.status().ready() && runner.status().pid().orElse(first) != first);
    }

    @Test
    void aWatchedFileRestartsItAlsoWhenItHasFailed() throws IOException {
        var program = Files.writeString(dir.resolve("program"), "exit 1");
        var runner = around.start(service("api", dir).runs("sh program").watches(program).build());
        await_(runner, "failed", state -> state instanceof Failed);
        Files.writeString(program, "exec sleep 600");
        await_(runner, "ready", state -> state instanceof Ready);
        assertThat(around.notes("api")).contains("restarting: program changed");
    }

    @Test
    void aFailingProbeMakesItUnhealthyAndASuccessReadyAgain() throws IOException {
        var healthy = Files.createFile(dir.resolve("healthy"));
        var runner = around.start(service("api", dir).readyWhen("test -e healthy").build());
        var ready = (Ready) await_(runner, "ready", state -> state instanceof Ready);
        Files.delete(healthy);
        await_(runner, "unhealthy", state -> state instanceof Unhealthy);
        Files.createFile(healthy);
        var again = (Ready) await_(runner, "ready again", state -> state instanceof Ready);
        assertThat(again.since()).isEqualTo(ready.since());
        assertThat(again.run()).isSameAs(ready.run());
    }

    @Test
    void whatAHealthCommandLeavesBehindEndsWithTheService() throws IOException {
        var left = dir.resolve("left");
        var runner = around.start(service("api", dir)
                .readyWhen("[ -e left ] || { setsid sleep 600 >/dev/null & echo $! >left; }").build());
        await_(runner, "ready", state -> state instanceof Ready);
        long pid = Long.parseLong(Files.readString(left).strip());
        assertThat(ProcessHandle.of(pid)).as("it is left behind").isPresent();
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(runner, "stopped", state -> state instanceof Stopped);
        await("ended, and collected by init").atMost(Duration.ofSeconds(20))
                .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void anUnhealthyServiceIsRestartedIfItAsksForThat() throws IOException {
        var healthy = dir.resolve("healthy");
        var runner = around.start(service("api", dir).runs("touch healthy; exec sleep 600")
                .health(new HealthSpec.Check.Cmd(new Command.Shell("test -e healthy")), true)
                .build());
        await_(runner, "ready", state -> state instanceof Ready);
        Files.delete(healthy);
        await("restarted").atMost(Duration.ofSeconds(20))
                .until(() -> runner.status().ready() && runner.status().restarts() >= 1);
    }

    @Test
    void aServiceThatNobodyUsesSleepsUntilItIsAskedFor() {
        var runner = around.start(service("cms", dir).idleStop(Duration.ofMillis(500)).build());
        var ready = (Ready) await_(runner, "ready", state -> state instanceof Ready);
        await("it is looked at while it is used").pollDelay(Duration.ofSeconds(1))
                .until(() -> runner.status().state().equals(ready));
        around.unused = Optional.of(Instant.now());
        await_(runner, "asleep", state -> state instanceof ServiceState.Asleep);
        assertThat(runner.status().pid()).isEmpty();
        assertThat(around.notes("cms")).contains("stopping until its next request: not used for 500ms");
        around.unused = Optional.empty();
        runner.send(new ServiceSignal.Start(Reason.Event.REQUEST));
        await_(runner, "ready", state -> state instanceof Ready);
    }

    @Test
    void theStepsThatLedToItsStateAreRememberedWithTheirCauses() throws IOException {
        var program = Files.writeString(dir.resolve("program"), "exec sleep 600");
        var runner = around.start(service("api", dir).runs("sh program").watches(program).build());
        await_(runner, "ready", state -> state instanceof Ready);
        Files.writeString(program, "sleep 0.1; exit 3");
        await_(runner, "failed", state -> state instanceof Failed);
        var steps = runner.status().history().stream()
                .map(step -> (step.phase() + " " + step.reason().map(Reason::words).orElse("")).strip()).toList();
        assertThat(steps).startsWith("starting a3s up", "ready", "stopping program changed",
                "starting program changed")
                .contains("backing-off exited 3", "starting again after: exited 3");
        assertThat(steps.getLast()).startsWith("failed exited 3");
        assertThat(runner.status().history()).isSortedAccordingTo(Comparator.comparing(Moment::at));
    }

    @Test
    void aTakenPortFailsItWithTheHolder() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var runner = around.start(service("api", dir).port(taken.getLocalPort()).build());
            await_(runner, "failed", state -> state instanceof Failed);
            assertThat(words(runner.status().state()))
                    .contains("port " + taken.getLocalPort() + " is already in use by pid "
                            + ProcessHandle.current().pid())
                    .contains("try ");
        }
    }

    @RepeatedTest(5)
    void whateverItIsToldItEndsWhereTheLastWordSays() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var spec = service("api", dir).runs("sleep 0.$((RANDOM % 3)); exec sleep 600").build();
        var runner = around.start(spec);
        for (int i = 0; i < 60; i++) {
            runner.send(switch (random.nextInt(6)) {
                case 0 -> new ServiceSignal.Start(Reason.Event.UP);
                case 1 -> new ServiceSignal.Stop(Reason.Event.DOWN);
                case 2 -> new ServiceSignal.Restart(Reason.Event.RESTART);
                case 3 -> new ServiceSignal.Kill();
                case 4 -> new ServiceSignal.DependencyMoved();
                default -> new ServiceSignal.Respec(spec);
            });
            if (random.nextInt(3) == 0) {
                runner.settled().join();
            }
        }
        runner.send(new ServiceSignal.Start(Reason.Event.UP));
        await_(runner, "ready at last, seed " + seed, state -> state instanceof Ready);
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(runner, "stopped at last, seed " + seed, state -> state.equals(new Stopped(Reason.Event.DOWN)));
        assertThat(dir.resolve("runs")).as("launches left, seed %d", seed).isEmptyDirectory();
        var left = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(dir.toString()))
                .map(Object::toString)
                .toList();
        assertThat(left).as("processes, seed %d", seed).isEmpty();
    }
}
