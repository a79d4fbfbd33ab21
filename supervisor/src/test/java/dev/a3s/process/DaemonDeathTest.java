package dev.a3s.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.logs.LogLine;
import dev.a3s.logs.ServiceLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/** A daemon dies by {@code kill -9}, again and again, while its service goes on. */
class DaemonDeathTest {
    @TempDir
    Path dir;

    /** Numbers its lines, on both streams in turn, until a file says that it is enough; then exit 42. */
    private static final String COUNTING = """
            i=0
            until [ -e enough ]; do
                echo $i; i=$((i+1)); echo $i >&2; i=$((i+1))
                [ $((i % 20)) -ne 0 ] || sleep 0.02
            done
            echo $i
            exit 42
            """;

    /** A daemon as far as it matters here: launches or takes over, follows the log, and is there to be killed. */
    static final class Daemon {
        private Daemon() {}

        public static void main(String[] arguments) throws Exception {
            var dir = Path.of(arguments[0]);
            var log = ServiceLog.open("counter", dir.resolve("logs"), ServiceLog.DEFAULT_BOUND);
            if (Files.exists(dir.resolve("run"))) {
                RunTakeover.of(dir.resolve("run"));
            } else {
                ServiceProcess.launch(new Launch(dir.resolve("run"), List.of("sh", "-c", COUNTING), dir,
                        System.getenv(), log.stdout(), log.stderr()));
            }
            Files.createFile(dir.resolve(arguments[1]));
            Thread.sleep(60_000);
        }
    }

    private static Process daemon(Path dir, String ready) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Daemon.class.getName(), dir.toString(), ready).inheritIO().start();
    }

    @AfterEach
    void sweep() {
        if (RunTakeover.of(dir.resolve("run")) instanceof TakenOver.Running(var left)) {
            Runs.stop(left, Duration.ZERO);
        }
    }

    private static void runAndKill(Path dir, String ready, Duration life) throws Exception {
        var daemon = daemon(dir, ready);
        try {
            await(ready).atMost(Duration.ofSeconds(30)).until(() -> Files.exists(dir.resolve(ready)));
            Thread.sleep(life); // anywhere in its work
        } finally {
            daemon.destroyForcibly().waitFor();
        }
    }

    @Test
    void noLineIsLostOrDoubledAndTheExitIsTrue() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 1; i <= 3; i++) {
            runAndKill(dir, "daemon " + i, Duration.ofMillis(random.nextInt(200)));
        }
        try (var log = ServiceLog.open("counter", dir.resolve("logs"), ServiceLog.DEFAULT_BOUND);
                var cursor = log.follow(Integer.MAX_VALUE)) {
            assertThat(RunTakeover.of(dir.resolve("run"))).as("seed %d", seed)
                    .asInstanceOf(type(TakenOver.Running.class))
                    .satisfies(running -> {
                        Files.createFile(dir.resolve("enough"));
                        var exit = running.process().exit().get(20, TimeUnit.SECONDS);
                        log.drain();
                        log.note(exit.describe());
                        Runs.stop(running.process(), Duration.ZERO);
                        assertThat(exit).isEqualTo(new Exit.Code(42));
                    });
            var lines = log.last(Integer.MAX_VALUE);
            assertEachOnce(lines);
            assertThat(lines).as("seed %d", seed).filteredOn(LogLine::approximate).isNotEmpty();
            assertThat(lines.getLast().text()).isEqualTo("exited 42");
            for (var line : lines) {
                assertThat(cursor.next(Duration.ofSeconds(5))).contains(line);
            }
        }
    }

    @Test
    void theExitOfAServiceThatEndedMeanwhileIsTrueToo() throws Exception {
        runAndKill(dir, "daemon", Duration.ZERO);
        Files.createFile(dir.resolve("enough"));
        await("ended alone").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(dir.resolve("run/exit")));
        assertThat(RunTakeover.of(dir.resolve("run"))).asInstanceOf(type(TakenOver.Ended.class))
                .satisfies(ended -> {
                    assertThat(ended.exit()).isEqualTo(new Exit.Code(42));
                    Runs.stop(ended.process(), Duration.ZERO);
                });
        try (var log = ServiceLog.open("counter", dir.resolve("logs"), ServiceLog.DEFAULT_BOUND)) {
            assertEachOnce(log.last(Integer.MAX_VALUE));
        }
    }

    private static void assertEachOnce(List<LogLine> lines) {
        assertThat(lines).extracting(LogLine::sequence)
                .isEqualTo(LongStream.rangeClosed(1, lines.size()).boxed().toList());
        var numbers = lines.stream()
                .filter(line -> line.stream() != LogLine.Stream.NOTE)
                .map(line -> Integer.parseInt(line.text()))
                .sorted()
                .toList();
        assertThat(numbers).hasSizeGreaterThan(20).isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
        assertThat(lines).filteredOn(line -> line.stream() == LogLine.Stream.OUT)
                .extracting(line -> Integer.parseInt(line.text()))
                .isSorted()
                .allMatch(number -> number % 2 == 0);
    }
}
