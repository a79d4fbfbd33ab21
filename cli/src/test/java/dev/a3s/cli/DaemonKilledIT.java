package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.process.Exit;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code kill -9} of the daemon, at any moment: nothing is lost, doubled, or left. See {@link Torture}. */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class DaemonKilledIT {
    private static final List<String> COUNTERS = List.of("one", "two");
    private static final Pattern NUMBERED = Pattern.compile("^(\\w+) +[|!] ([0-9]+)$");

    @TempDir
    Path dir;
    private Torture torture;

    @BeforeEach
    void aProject() throws Exception {
        torture = new Torture(dir);
        Files.createDirectories(torture.project.resolve("quitting"));
        torture.write("""
                service "one" { cmd = "NASTY counts" }
                service "two" {
                  cmd        = "NASTY counts deaf"
                  depends_on = ["one"]
                  stop { timeout = "300ms" }
                }
                service "quits" {
                  cmd     = "NASTY counts"
                  dir     = "quitting"
                  restart { policy = "never" }
                }
                """);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        torture.close();
    }

    @Test
    void servicesGoOnAsTheyWereAndEachLineIsShownOnce() throws Exception {
        var random = new Random(Torture.seed("daemon killed under load"));
        int rounds = Torture.rounds(5);
        assertThat(torture.up()).isEqualTo(0);
        var follower = torture.sandbox.start(torture.project, "logs", "-f", "-n", "1000000");
        await("it follows").atMost(Duration.ofSeconds(30)).until(() -> follower.out().contains("one"));
        var before = rows();
        var asked = new AtomicInteger();
        try (var load = new Load(asked)) {
            for (int round = 1; round <= rounds; round++) {
                Thread.sleep(random.nextInt(400)); // anywhere in its work
                torture.killDaemon();
                if (round % 5 == 0) {
                    Files.createFile(torture.project.resolve("quitting/enough"));
                }
                Thread.sleep(random.nextInt(300)); // lines that no daemon sees
                if (round % 2 == 0) {
                    torture.sandbox.run(torture.project, "status");
                } else {
                    torture.status();
                }
                var after = rows();
                for (var service : COUNTERS) {
                    assertUntouched(before.get(service), after.get(service), "round " + round);
                }
                if (round % 5 == 0) {
                    quitAndStartAgain();
                }
            }
            load.stop();
        }
        long two = torture.sandbox.pidBehind("two.localhost");
        assertThat(before.get("two").pid()).contains(two);
        assertThat(torture.down()).isEqualTo(0);
        assertThat(follower.process().waitFor(3, TimeUnit.MINUTES)).as("the follower ends with the session").isTrue();
        assertThat(follower.err()).doesNotContain("Exception");
        var all = torture.sandbox.run(torture.project, "logs", "-n", "100000000").expect(0).out();
        int lines = 0;
        for (var service : COUNTERS) {
            lines += assertEachOnce(numbers(follower.out(), service), service + " as followed");
            assertEachOnce(numbers(all, service), service + " as read");
            assertSame(numbers(follower.out(), service), numbers(all, service));
        }
        System.out.printf("daemon killed: %d rounds, %d lines each shown once, %d requests answered%n", rounds, lines,
                asked.get());
    }

    private static void assertUntouched(ServiceRow before, ServiceRow after, String when) {
        assertThat(List.of(after.pid(), after.started(), after.since(), after.restarts(), after.phase(), after.port(),
                after.url())).as("%s %s", after.service(), when).isEqualTo(
                        List.of(before.pid(), before.started(), before.since(), before.restarts(), before.phase(),
                                before.port(), before.url()));
    }

    /** The service was asked to end while no daemon lived. */
    private void quitAndStartAgain() throws IOException {
        await("quits is over").atMost(Duration.ofSeconds(20)).until(() -> torture.row("quits").settled());
        var row = torture.row("quits");
        assertThat(row.phase()).isEqualTo(Phase.FAILED);
        assertThat(row.lastExit()).contains(new Exit.Code(42));
        Files.delete(torture.project.resolve("quitting/enough"));
        assertThat(torture.up("quits")).isEqualTo(0);
    }

    private Map<String, ServiceRow> rows() {
        var rows = new HashMap<String, ServiceRow>();
        torture.status().orElseThrow().services().forEach(row -> rows.put(row.service(), row));
        return rows;
    }

    private static List<Integer> numbers(String output, String service) {
        return output.lines().map(NUMBERED::matcher).filter(Matcher::matches)
                .filter(line -> line.group(1).equals(service)).map(line -> Integer.valueOf(line.group(2))).toList();
    }

    private static int assertEachOnce(List<Integer> numbers, String what) {
        var shown = new TreeSet<Integer>();
        assertThat(numbers.stream().filter(number -> !shown.add(number))).as("%s, doubled", what).isEmpty();
        assertThat(IntStream.rangeClosed(1, shown.last()).filter(number -> !shown.contains(number)).boxed())
                .as("%s, lost of %d", what, shown.last()).isEmpty();
        return numbers.size();
    }

    /** Asserts that both have the same numbers, none lost and none doubled. */
    private static void assertSame(List<Integer> followed, List<Integer> read) {
        int same = 0;
        while (same < read.size() && followed.get(same).equals(read.get(same))) {
            same++;
        }
        int from = Math.max(0, same - 10);
        assertThat(followed.subList(from, Math.min(followed.size(), same + 30))).as("order, from place %d on", from)
                .isEqualTo(read.subList(from, Math.min(read.size(), same + 30)));
    }

    /** Requests through the proxy, one after the other; while there is a daemon, each is answered by the same process. */
    private final class Load implements AutoCloseable {
        private final Thread thread;
        private volatile boolean over;
        private volatile Optional<Throwable> failure = Optional.empty();

        Load(AtomicInteger asked) {
            thread = Thread.ofVirtual().start(() -> {
                while (!over) {
                    try {
                        var response = torture.sandbox.get("one.localhost", "/");
                        if (response.statusCode() == 200) {
                            asked.incrementAndGet();
                        } else {
                            failure = Optional.of(new AssertionError(response.statusCode() + " " + response.body()));
                        }
                    } catch (IOException e) {
                        // the daemon is dead
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
        }

        void stop() throws InterruptedException {
            over = true;
            thread.join();
            failure.ifPresent(what -> assertThat(what).isNull());
        }

        @Override
        public void close() {
            over = true;
        }
    }

    @Test
    void aFollowerSurvivesDaemonsThatAreKilledWhileTheyStart() throws Exception {
        assertThat(torture.up("one")).isZero();
        var follower = torture.sandbox.start(torture.project, "logs", "-f", "-n", "1000000", "one");
        await("it follows").atMost(Duration.ofSeconds(30)).until(() -> !follower.out().isEmpty());
        torture.killDaemon();
        for (int kill = 0; kill < 3; kill++) {
            var next = await("the next daemon").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(2))
                    .until(this::daemons, pids -> !pids.isEmpty());
            for (long pid : next) {
                Torture.kill("KILL", pid);
                await("it is gone").atMost(Duration.ofSeconds(30)).until(() -> !Sandbox.lives(pid));
            }
        }
        int shown = follower.out().length();
        await("it follows on").atMost(Duration.ofSeconds(60)).until(() -> follower.out().length() > shown + 100);
        assertThat(follower.process().isAlive()).isTrue();
        assertThat(follower.err()).isEmpty();
        assertThat(torture.down()).isZero();
        assertThat(follower.process().waitFor(1, TimeUnit.MINUTES)).as("the follower ends with the session").isTrue();
        assertEachOnce(numbers(follower.out(), "one"), "one as followed");
    }

    /** The processes of this sandbox that are a daemon, or about to be one. */
    private List<Long> daemons() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("dev.a3s.daemon.DaemonMain"))
                .map(ProcessHandle::pid)
                .filter(pid -> Sandbox.environment(pid).contains("A3S_HOME=" + torture.sandbox.home + "\0"))
                .filter(Sandbox::lives)
                .toList();
    }

    @Test
    void whateverWasCutOffCanBeBroughtToItsEnd() throws Exception {
        var random = new Random(Torture.seed("daemon killed in commands"));
        int rounds = Torture.rounds(10);
        var cut = new AtomicInteger();
        for (int round = 1; round <= rounds; round++) {
            var what = List.of("up", "down", "restart", "down of two", "restart of two").get(random.nextInt(5));
            var when = "after the kill in " + what + " of round " + round;
            boolean running = torture.status().isPresent();
            if (!running && !what.equals("up")) {
                assertThat(torture.up()).as(when).isEqualTo(0);
            }
            var request = switch (what) {
                case "up" -> torture.upRequest(Torture.PATIENCE);
                case "down" -> torture.downRequest();
                case "restart" -> torture.restartRequest("one", "two", "quits");
                case "down of two" -> torture.downRequest("two");
                default -> torture.restartRequest("two");
            };
            torture.ensureDaemon();
            List<Long> shims = new ArrayList<>(torture.shims());
            var asking = Thread.ofVirtual().start(() -> {
                if (torture.askOnce(request, _ -> {}).isEmpty()) {
                    cut.incrementAndGet();
                }
            });
            Thread.sleep(random.nextInt(700)); // anywhere in it
            torture.killDaemon();
            assertThat(asking.join(Duration.ofSeconds(10))).as("the client hears of it %s", when).isTrue();
            shims.addAll(torture.shims());
            torture.status();
            var ports = torture.ports();
            for (var row : torture.settled().stream().flatMap(session -> session.services().stream()).toList()) {
                torture.assertTrue(row.service(), when);
            }
            boolean gone = torture.status().isEmpty();
            if (gone) {
                torture.assertNothingLives(shims, ports, when);
            }
            int exit = gone && !what.equals("up") ? 0 : torture.ask(request, _ -> {});
            assertThat(exit).as("%s again", what).isEqualTo(0);
            switch (what) {
                case "down" -> torture.assertNothingLives(shims, ports, when);
                case "down of two" -> {
                    if (!gone) {
                        assertThat(torture.row("two").phase()).as(when).isEqualTo(Phase.STOPPED);
                        torture.assertTrue("two", when);
                    }
                }
                default -> {
                    if (!gone) {
                        for (var row : torture.settled().orElseThrow().services()) {
                            torture.assertTrue(row.service(), when);
                        }
                    }
                }
            }
        }
        System.out.println("daemon killed in commands: " + rounds + " rounds, " + cut + " commands cut off");
    }
}
