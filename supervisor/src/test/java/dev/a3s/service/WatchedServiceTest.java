package dev.a3s.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.ServiceSpec;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.status.Reason;

import static dev.a3s.service.RunnerFixture.await_;
import static dev.a3s.service.SpecBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What runs is never older than the watched files without a word, and a service that writes them itself does not restart for ever. */
class WatchedServiceTest {
    private static final Duration LONG = Duration.ofMinutes(2);

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
    void aServiceThatWritesAWatchedFileAtEachStartIsNotRestartedForEver() throws IOException {
        var written = Files.createFile(dir.resolve("written"));
        var runner = around.start(
                service("api", dir).runs("date +%N >>written; exec sleep 600").watches(written).build());
        await("held back").atMost(LONG).until(() -> runner.status().notice().isPresent());
        assertThat(around.notes("api"))
                .anyMatch(note -> note.startsWith("not restarted: what runs may be old: written changed")
                        && note.contains("watch.ignore"));
        int suspicious = runner.status().restarts();
        assertThat(suspicious).isLessThanOrEqualTo(OwnWrites.FREQUENT + 3);
        await("applied once, when it was quiet").atMost(LONG)
                .until(() -> runner.status().restarts() == suspicious + 1 && runner.status().notice().isPresent());
        await("left alone").during(Duration.ofSeconds(7)).atMost(LONG)
                .until(() -> runner.status().restarts() == suspicious + 1 && runner.status().ready());
        assertThat(runner.status().notice()).get().isInstanceOf(Reason.HeldBack.class);

        Files.writeString(written, "edited");
        await("an edit restarts it").atMost(LONG).until(() -> runner.status().restarts() > suspicious + 1);
    }

    @Test
    void savesByAnEditorAreFollowedHoweverManyThereAreAndTheLastIsApplied() throws Exception {
        var program = Files.writeString(dir.resolve("program"), "exec sleep 600");
        var runner = around.start(service("api", dir).runs("sh program").watches(program).build());
        await_(runner, "ready", state -> state instanceof Ready);
        for (int save = 1; save <= 30; save++) {
            Files.writeString(program, "echo " + save + " >>seen; exec sleep 600");
            Thread.sleep(600); // an editor saves by the clock
        }
        await("the last one").atMost(LONG)
                .until(() -> Files.readAllLines(dir.resolve("seen")).getLast().equals("30"));
        await_(runner, "ready", state -> state instanceof Ready);
        assertThat(runner.status().notice()).isEmpty();
        assertThat(around.notes("api")).noneMatch(note -> note.startsWith("not restarted"));
    }

    @Test
    void anEditWhileNoDaemonRanRestartsIt() throws Exception {
        var program = Files.writeString(dir.resolve("program"), "exec sleep 600");
        var spec = service("api", dir).runs("sh program").watches(program).build();
        long first = leftByADaemon(spec);
        Files.writeString(program, "exec sleep 601");
        var next = takenOver(spec);
        await("a new process").atMost(LONG).until(() -> next.status().ready() && next.status().restarts() == 1);
        assertThat(next.status().pid()).isNotEmpty().isNotEqualTo(first);
        assertThat(around.notes("api")).contains("restarting: program changed");
    }

    @Test
    void whereNothingWasEditedWhileNoDaemonRanItGoesOn() throws Exception {
        var program = Files.writeString(dir.resolve("program"), "exec sleep 600");
        var spec = service("api", dir).runs("sh program").watches(program).build();
        leftByADaemon(spec);
        Files.writeString(program, "exec sleep 600");
        var next = takenOver(spec);
        Files.writeString(program, "exec sleep 601");
        await("one restart").atMost(LONG).until(() -> next.status().ready() && next.status().restarts() > 0);
        assertThat(next.status().restarts()).isEqualTo(1);
    }

    @Test
    void anEditDuringPreStartRunsThatAgain() throws Exception {
        var source = Files.writeString(dir.resolve("source"), "exec sleep 600");
        var runner = around.start(service("api", dir)
                .preStart("cp source built; touch copied; until test -e go; do sleep 0.05; done")
                .runs("cat built >ran; exec sh built").watches(source).build());
        await("it is built").atMost(LONG).until(() -> Files.exists(dir.resolve("copied")));
        Files.writeString(source, "exec sleep 601");
        await("it is built anew").atMost(LONG).until(() -> Files.readString(dir.resolve("built")).endsWith("601"));
        Files.createFile(dir.resolve("go"));
        await_(runner, "ready", state -> state instanceof Ready);
        assertThat(dir.resolve("ran")).hasContent("exec sleep 601");
    }

    @Test
    void whatA3sDidNotStartIsNotSaidToBeRestarted() throws Exception {
        var program = Files.writeString(dir.resolve("program"), "one");
        try (var debugged = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            around.external.add("api");
            var runner = around.start(service("api", dir).port(debugged.getLocalPort()).watches(program).build());
            var ready = await_(runner, "ready", state -> state instanceof Ready);
            Files.writeString(program, "two");
            await("noticed").atMost(LONG).until(() -> around.notes("api")
                    .contains("noticed: program changed; what runs was not started by a3s and goes on as it was"));
            assertThat(runner.status().state()).isEqualTo(ready);
        }
    }

    @Test
    void aFailedServiceSaysThatAnEditStartsItAgain() throws IOException {
        var program = Files.writeString(dir.resolve("program"), "exit 1");
        var runner = around.start(service("api", dir).runs("sh program").watches(program).build());
        await_(runner, "failed", state -> state instanceof Failed);
        assertThat(around.notes("api")).contains("it starts again as soon as a watched file changes: program");
    }

    private ServiceStatus left;

    private long leftByADaemon(ServiceSpec spec) {
        var runner = around.start(spec);
        await_(runner, "ready", state -> state instanceof Ready);
        var runDir = runner.status().state().living().orElseThrow().process().orElseThrow().runDir();
        await("what it runs is kept").until(() -> Files.exists(runDir.resolve("watched")));
        left = runner.status();
        runner.abandon();
        runner.settled().join();
        return left.pid().orElseThrow();
    }

    private ServiceRunner takenOver(ServiceSpec spec) {
        var process = left.state().living().orElseThrow().process().orElseThrow();
        var run = Run.of(spec, process, OptionalInt.empty(), around);
        return around.resume(new ServiceStatus(spec, new Ready(run, Instant.now()), Instant.now(), 0, true,
                Optional.empty(), List.of(), Optional.empty()));
    }
}
