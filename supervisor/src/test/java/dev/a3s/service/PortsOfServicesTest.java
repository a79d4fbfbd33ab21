package dev.a3s.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.RestartSpec.Policy;
import dev.a3s.process.Exit;
import dev.a3s.process.FreePorts;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Starting;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.status.Reason;

import static dev.a3s.service.RunnerFixture.await_;
import static dev.a3s.service.RunnerFixture.words;
import static dev.a3s.service.SpecBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Services that are somewhere else than expected, that leave their port to others, or that others run. */
class PortsOfServicesTest {
    private static final String SERVER = "\"$JAVA\" -XX:TieredStopAtLevel=1 -m jdk.httpserver -b 127.0.0.1 -p ";

    @TempDir
    Path dir;

    private final int port = new FreePorts().pick(Set.of());
    private RunnerFixture around;

    @BeforeEach
    void surroundings() {
        around = new RunnerFixture(dir);
    }

    @AfterEach
    void everythingEnds() {
        around.close();
    }

    private ServerSocket listen() throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private void awaitFile(String name) {
        await(name).atMost(Duration.ofSeconds(20)).until(() -> Files.exists(dir.resolve(name)));
    }

    @Test
    void aServiceThatIgnoresTheChosenPortIsFoundWhereItListens() {
        var runner = around.start(service("web", dir).runs("exec " + SERVER + "0").chosenPort(port).build());
        await_(runner, "ready", state -> state instanceof Ready);
        int found = runner.status().port().orElseThrow();
        assertThat(found).isNotEqualTo(port);
        assertThat(FreePorts.bindable(found)).as("nobody listens on %d", found).isFalse();
        assertThat(runner.status().remark()).contains(new Reason.ListensElsewhere(found, port));
    }

    @Test
    void aServiceThatIgnoresTheFixedPortIsFailedWithThePortThatItListensOn() {
        var runner = around.start(service("web", dir).runs("exec " + SERVER + "0").port(port)
                .startTimeout(Duration.ofSeconds(4)).build());
        await_(runner, "failed", state -> state instanceof Failed);
        assertThat(words(runner.status().state())).containsPattern("; it listens on \\d+ instead");
    }

    @Test
    void aServiceIsNotReadyWhereAnotherServiceAnswersOnItsPort() {
        int other = new FreePorts().pick(Set.of(port));
        var web = around.start(service("web", dir).runs("touch asked; until test -e taken; do sleep 0.05; done;"
                + " exec " + SERVER + other).port(port).startTimeout(Duration.ofSeconds(5)).build());
        awaitFile("asked");
        var admin = around.start(service("admin", dir).runs(SERVER + port + " & touch taken; wait").build());
        await_(web, "failed", state -> state instanceof Failed);
        assertThat(words(web.status().state())).contains("port " + port
                + " is served by service admin of session test; it listens on " + other + " instead");
        assertThat(admin.status().ready()).isTrue();
    }

    @Test
    void aServiceThatTakesLongToGetReadySaysWhatIsMissing() {
        var runner = around.start(service("worker", dir).runs("sleep 600").chosenPort(port).build());
        await("noticed").atMost(Duration.ofSeconds(20)).until(() -> runner.status().notice().isPresent());
        assertThat(runner.status().state()).isInstanceOf(Starting.class);
        assertThat(runner.status().reason().orElseThrow().words())
                .isEqualTo("not ready yet: nothing listens on port " + port
                        + "; it should listen on its PORT, or say port = 0 if it listens nowhere");
    }

    @Test
    void aCommandThatLeavesADaemonBehindIsRunningAndAStopEndsTheDaemon() {
        var runner = around.start(service("db", dir)
                .runs(SERVER + port + " >/dev/null 2>&1 & exit 0").port(port).build());
        await_(runner, "ready", state -> state instanceof Ready);
        assertThat(runner.status().pid()).isEmpty();
        assertThat(runner.status().remark()).contains(Reason.Event.DETACHED);
        runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
        await_(runner, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
        assertThat(FreePorts.bindable(port)).isTrue();
    }

    @Test
    void aDaemonThatDiesIsStartedAgain() {
        var runner = around.start(service("db", dir)
                .runs(SERVER + port + " >/dev/null 2>&1 & echo $! >pid; exit 0").port(port).build());
        await_(runner, "ready", state -> state instanceof Ready);
        await("the daemon's pid").until(() -> Files.size(dir.resolve("pid")) > 1);
        kill(dir.resolve("pid"));
        await("started again").atMost(Duration.ofSeconds(20))
                .until(() -> runner.status().restarts() == 1 && runner.status().ready());
        assertThat(around.notes("db")).anyMatch(note -> note.contains("nothing listens on its port any more"));
    }

    private static void kill(Path file) {
        try {
            ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutAStopCommandWhoHoldsThePortIsNamed() throws IOException {
        var runner = around.start(service("db", dir)
                .runs("touch asked; until test -e bound; do sleep 0.05; done").port(port).build());
        awaitFile("asked");
        try (var _ = listen()) {
            Files.createFile(dir.resolve("bound"));
            await_(runner, "ready", state -> state instanceof Ready);
            runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
            await_(runner, "not stopped", state -> state instanceof Failed);
            assertThat(words(runner.status().state())).contains("could not be stopped: port " + port
                    + " is still held by pid " + ProcessHandle.current().pid()).contains("stop.cmd");
        }
    }

    @Test
    void itsStopCommandEndsWhatItsCommandLeftToOthers() throws IOException {
        var runner = around.start(service("db", dir)
                .runs("touch asked; until test -e bound; do sleep 0.05; done").port(port)
                .stopsBy("touch unbind; while test -e unbind; do sleep 0.05; done").build());
        awaitFile("asked");
        try (var _ = listen()) {
            Files.createFile(dir.resolve("bound"));
            await_(runner, "ready", state -> state instanceof Ready);
            runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
            awaitFile("unbind");
        }
        Files.delete(dir.resolve("unbind"));
        await_(runner, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
    }

    @Test
    void aCommandThatExitsZeroAndLeavesNothingIsStopped() {
        var runner = around.start(service("once", dir).runs("exit 0").port(port).build());
        await_(runner, "stopped", state -> state.equals(new Stopped(new Reason.Ended(new Exit.Code(0)))));
    }

    @Test
    void aPortThatAlreadyAnswersIsAdoptedNeverStoppedAndReplacedWhenItIsGone() throws IOException {
        ServiceRunner runner;
        try (var _ = listen()) {
            runner = around.start(service("db", dir).runs("exec " + SERVER + port).port(port).adopts().build());
            await_(runner, "ready", state -> state instanceof Ready);
            assertThat(runner.status().remark()).contains(Reason.Event.NOT_OURS);
            runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
            await_(runner, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
            assertThat(FreePorts.bindable(port)).as("it was stopped").isFalse();
            runner.send(new ServiceSignal.Start(Reason.Event.UP));
            await_(runner, "ready", state -> state instanceof Ready);
        }
        await("its own process").atMost(Duration.ofSeconds(20))
                .until(() -> runner.status().ready() && runner.status().pid().isPresent());
    }

    @Test
    void anExternalServiceIsWaitedForAndMayComeAndGo() throws IOException {
        around.external.add("api");
        var runner = around.start(service("api", dir).runs("touch started").port(port)
                .startTimeout(Duration.ofMillis(100)).policy(Policy.ALWAYS).build());
        await_(runner, "waited for", state -> state instanceof Starting);
        try (var _ = listen()) {
            await_(runner, "ready", state -> state instanceof Ready);
        }
        await_(runner, "unhealthy", state -> state instanceof Unhealthy);
        try (var _ = listen()) {
            await_(runner, "ready again", state -> state instanceof Ready);
            runner.send(new ServiceSignal.Stop(Reason.Event.DOWN));
            await_(runner, "stopped", state -> state.equals(new Stopped(Reason.Event.DOWN)));
            assertThat(FreePorts.bindable(port)).as("it was stopped").isFalse();
        }
        assertThat(dir.resolve("started")).doesNotExist();
        assertThat(runner.status().port()).isEqualTo(OptionalInt.of(port));
    }
}
