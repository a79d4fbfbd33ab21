package dev.a3s.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.status.Phase;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands that contradict each other, and files that are not what they should be. See {@link Torture}. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RacesIT {
    @TempDir
    Path dir;
    private Torture torture;

    @BeforeEach
    void aProject() throws Exception {
        torture = new Torture(dir);
        torture.write("""
                service "db" {
                  cmd = "NASTY deaf"
                  stop { timeout = "200ms" }
                }
                service "web" {
                  cmd        = "NASTY grandchild"
                  depends_on = ["db"]
                }
                """);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        torture.close();
    }

    private void assertUp(String when) {
        var rows = torture.settled().orElseThrow().services();
        for (var row : rows) {
            torture.assertTrue(row.service(), when);
            assertThat(row.phase()).as("%s %s", row, when).isEqualTo(Phase.READY);
        }
        assertThat(Torture.living(torture.mark("db"))).as(when).hasSize(1);
        assertThat(Torture.living(torture.mark("web"))).as(when).hasSize(2);
    }

    @Test
    void twoUpsAtOnceStartOneOfEach() throws Exception {
        for (boolean daemon : List.of(false, true)) {
            var both = List.of(torture.sandbox.start(torture.project, "up", "-d"),
                    torture.sandbox.start(torture.project, "up", "-d"));
            for (var up : both) {
                assertThat(up.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(up.process().exitValue()).as(up.err()).isEqualTo(0);
            }
            assertUp(daemon ? "with a daemon" : "without a daemon");
            assertThat(torture.down()).isEqualTo(0);
        }
    }

    @Test
    void whateverSeveralClientsWantAtOnceEachGetsAnAnswer() throws Exception {
        var random = new Random(Torture.seed("contradictions"));
        for (int round = 1; round <= Torture.rounds(10); round++) {
            var when = "in round " + round;
            torture.up();
            List<Callable<Integer>> wishes = List.of(() -> torture.restart("web", "db"), () -> torture.down("db"),
                    () -> torture.up("web"), () -> torture.down(), () -> torture.restart("db"), () -> torture.up());
            var failures = new ConcurrentLinkedQueue<Throwable>();
            var clients = new ArrayList<Thread>();
            for (var wish : wishes) {
                int pause = random.nextInt(150);
                clients.add(Thread.ofVirtual().name("wish " + clients.size()).start(() -> {
                    try {
                        Thread.sleep(pause);
                        wish.call();
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }));
            }
            if (round % 2 == 0) {
                Thread.sleep(random.nextInt(300));
                torture.signalDaemon(random.nextBoolean() ? "KILL" : "TERM");
            }
            for (var client : clients) {
                assertThat(client.join(Duration.ofSeconds(45))).as("%s gets an answer %s", client, when).isTrue();
            }
            assertThat(failures).as(when).isEmpty();
            if (torture.settled().isPresent()) {
                for (var row : torture.settled().orElseThrow().services()) {
                    torture.assertTrue(row.service(), when);
                }
            } else {
                torture.assertNothingLives(List.of(), List.of(), when);
            }
        }
    }

    @Test
    void aDamagedFileIsSurvived() throws Exception {
        var random = new Random(Torture.seed("damage"));
        for (int round = 1; round <= Torture.rounds(8); round++) {
            assertThat(torture.up()).isEqualTo(0);
            torture.killDaemon();
            var files = files();
            var file = files.get((round - 1) % files.size());
            var bytes = Files.readAllBytes(file);
            boolean torn = random.nextBoolean() && bytes.length > 0;
            if (torn) {
                bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                for (int i = 0; i < 3; i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            Files.write(file, bytes);
            var when = (torn ? "torn " : "flipped ") + file + ": " + new String(bytes, StandardCharsets.ISO_8859_1);
            torture.settled();
            assertThat(torture.up()).as(when).isEqualTo(0);
            assertUp(when);
            var shims = torture.shims();
            var ports = torture.ports();
            assertThat(torture.down()).as(when).isEqualTo(0);
            torture.assertNothingLives(shims, ports, when);
        }
    }

    /** What the next daemon reads: of the home, of the session, of the launches. */
    private List<Path> files() throws IOException {
        try (var all = Files.walk(torture.sandbox.home)) {
            var names = List.of("daemon.json", "state.json", "session.json", "identity");
            return all.filter(path -> names.contains(path.getFileName().toString())).sorted().toList();
        }
    }

    @Test
    void aStaleSocketAndStaleLocksAreTakenOver() throws Exception {
        assertThat(torture.up()).isEqualTo(0);
        torture.killDaemon();
        assertThat(torture.sandbox.home.resolve("daemon.sock")).exists();
        Files.writeString(torture.sandbox.home.resolve("daemon.lock"), "4711");
        Files.writeString(torture.sandbox.home.resolve("start.lock"), "4711");
        assertUp("after a stale socket");
        torture.killDaemon();
        Files.delete(torture.sandbox.home.resolve("daemon.sock"));
        Files.writeString(torture.sandbox.home.resolve("daemon.sock"), "no socket");
        assertUp("after a file in the socket's place");
    }

    @Test
    void aForeignProcessIsNeverTakenForOurs() throws Exception {
        assertThat(torture.up()).isEqualTo(0);
        torture.killDaemon();
        for (long shim : torture.shims()) {
            Torture.kill("KILL", shim);
        }
        for (var process : Torture.living(torture.project.toString())) {
            Torture.kill("KILL", Long.parseLong(process.split(" ", -1)[0]));
        }
        var foreign = new ProcessBuilder("sleep", "1000").start();
        try {
            var stat = Files.readString(Path.of("/proc/" + foreign.pid() + "/stat"));
            var ticks = stat.substring(stat.lastIndexOf(')')).split(" ", -1)[20];
            var identities = files().stream().filter(file -> file.endsWith("identity")).toList();
            // The first service's pid now belongs to another process. So does the second's, with the same start ticks, after a reboot.
            pretend(identities.getFirst(), "^(shim|command) .*",
                    "$1 " + foreign.pid() + " " + (Long.parseLong(ticks) - 7));
            pretend(identities.getLast(), "^(shim|command) .*", "$1 " + foreign.pid() + " " + ticks);
            pretend(identities.getLast(), "^boot .*", "boot 00000000-0000-0000-0000-000000000000");
            assertThat(torture.up()).isEqualTo(0);
            assertUp("beside a foreign process");
            for (var row : torture.status().orElseThrow().services()) {
                assertThat(row.pid().orElseThrow()).isNotEqualTo(foreign.pid());
            }
            assertThat(torture.down()).isEqualTo(0);
            assertThat(Sandbox.lives(foreign.pid())).as("the foreign process lives").isTrue();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    private static void pretend(Path file, String line, String instead) throws IOException {
        Files.writeString(file, Files.readString(file).lines().map(text -> text.replaceAll(line, instead) + "\n")
                .reduce("", String::concat));
    }
}
