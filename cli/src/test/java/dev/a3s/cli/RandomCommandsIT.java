package dev.a3s.cli;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands and faults at random, from several clients at once; whenever all services have settled, {@code status} is
 * true. See {@link Torture}; {@code -Da3s.torture.rounds=} is the number of steps.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RandomCommandsIT {
    private static final List<String> SERVICES = List.of("db", "api", "web");
    private static final int OUTCOMES_KEPT = 30;

    @TempDir
    Path dir;
    private Torture torture;
    private Random random;
    private final Deque<String> outcomes = new ArrayDeque<>();
    private final Map<String, ServiceRow> before = new HashMap<>();
    private int edits;

    @BeforeEach
    void aProject() throws Exception {
        torture = new Torture(dir);
        edit("");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        torture.close();
    }

    /** Writes another version of the file. */
    private void edit(String broken) throws IOException {
        torture.write("""
                service "db" {
                  cmd = "NASTY deaf"
                  stop { timeout = "100ms" }
                }
                service "api" {
                  cmd        = "NASTY late"
                  depends_on = ["db"]
                  env        = { EDIT = "%d" }
                  %s
                }
                service "web" {
                  cmd        = "NASTY grandchild"
                  depends_on = ["api"]
                  watch {
                    paths    = ["page.txt"]
                    debounce = "50ms"
                  }
                }
                """.formatted(edits / 3, broken));
        Files.writeString(torture.project.resolve("page.txt"), "page " + edits++);
    }

    @Test
    void whateverIsDoneStatusIsTrueOnceItHasSettled() throws Exception {
        random = new Random(Torture.seed("random commands"));
        int steps = Torture.rounds(15);
        try {
            for (int step = 1; step <= steps; step++) {
                var clients = new ArrayList<Thread>();
                var failures = new ConcurrentLinkedQueue<Throwable>();
                for (int client = 1 + random.nextInt(3); client > 0; client--) {
                    clients.add(client(step, failures));
                }
                for (var client : clients) {
                    assertThat(client.join(Duration.ofSeconds(60))).as("each client gets an answer, step %d", step)
                            .isTrue();
                }
                assertThat(failures).isEmpty();
                check("after step " + step);
            }
        } catch (Throwable e) {
            System.out.println(String.join("\n", outcomes));
            throw e;
        }
        System.out.println("random commands: " + steps + " steps");
    }

    private Thread client(int step, ConcurrentLinkedQueue<Throwable> failures) {
        var service = SERVICES.get(random.nextInt(SERVICES.size()));
        int pause = random.nextInt(300);
        int choice = random.nextInt(12);
        var thread = Thread.ofVirtual().unstarted(() -> {
            try {
                Thread.sleep(pause);
                var outcome = act(choice, service);
                synchronized (outcomes) {
                    outcomes.add("%d after %d ms: %s".formatted(step, pause, outcome));
                    if (outcomes.size() > OUTCOMES_KEPT) {
                        outcomes.remove();
                    }
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private String act(int choice, String service) throws Exception {
        return switch (choice) {
            case 0, 1 -> "up: " + torture.up();
            case 2 -> "up " + service + ": " + torture.up(service);
            case 3, 4 -> "restart " + service + ": " + torture.restart(service);
            case 5 -> "down " + service + ": " + torture.down(service);
            case 6 -> "down: " + torture.down();
            case 7 -> "kill -9 of " + service + ": " + killService(service);
            case 8 -> "kill -9 of the daemon: " + killDaemon();
            case 9 -> {
                Files.writeString(torture.project.resolve("page.txt"), "page " + random.nextLong());
                yield "an edit of page.txt";
            }
            case 10 -> {
                boolean broken = random.nextInt(3) == 0;
                edit(broken ? "prot = 80" : "");
                yield (broken ? "a broken" : "another") + " file, up: " + torture.up();
            }
            default -> "GET " + service + ": " + get(service).map(HttpResponse::statusCode);
        };
    }

    private long killService(String service) throws IOException {
        var pid = torture.status().stream().flatMap(session -> session.services().stream())
                .filter(row -> row.service().equals(service)).flatMap(row -> row.pid().stream()).findFirst();
        if (pid.isPresent()) {
            Torture.kill("KILL", pid.get());
        }
        return pid.orElse(0L);
    }

    private String killDaemon() {
        try {
            torture.killDaemon();
            return "done";
        } catch (IOException e) {
            return "none";
        }
    }

    private Optional<HttpResponse<String>> get(String service) throws InterruptedException {
        try {
            return Optional.of(torture.sandbox.get(service + ".localhost", "/"));
        } catch (IOException e) {
            return Optional.empty(); // no daemon
        }
    }

    private void check(String when) throws Exception {
        var session = torture.settled();
        if (session.isEmpty()) {
            torture.assertNothingLives(List.of(), List.of(), when);
            before.clear();
            return;
        }
        for (var row : session.get().services()) {
            torture.assertTrue(row.service(), when);
            assertOneInstance(row, when);
            assertRoute(row, when);
            var earlier = before.put(row.service(), row);
            if (earlier != null && earlier.pid().isPresent() && earlier.pid().equals(row.pid())) {
                assertThat(row.restarts()).as("restarts of %s %s", row, when)
                        .isGreaterThanOrEqualTo(earlier.restarts());
            }
        }
    }

    private void assertOneInstance(ServiceRow row, String when) {
        int processes = row.pid().isEmpty() ? 0 : row.service().equals("web") ? 2 : 1;
        assertThat(Torture.living(torture.mark(row.service()))).as("processes of %s %s", row, when).hasSize(processes);
    }

    private void assertRoute(ServiceRow row, String when) throws Exception {
        var response = get(row.service()).orElseThrow();
        var what = row + " " + when + ": " + response.body();
        assertThat(response.statusCode()).as(what).isEqualTo(row.phase() == Phase.READY ? 200 : 503);
        if (row.phase() == Phase.READY) {
            assertThat(response.body()).as(what).contains(torture.mark(row.service()));
        }
    }
}
