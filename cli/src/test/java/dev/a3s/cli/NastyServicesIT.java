package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Services with bad manners, started and stopped again and again: nothing of them ever stays. See {@link Torture}. */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class NastyServicesIT {
    private static final List<String> STEADY = List.of("good", "deaf", "wiped", "far", "leaver", "loud");
    private static final String SERVICES = """
            service "good" { cmd = "NASTY counts zombies" }
            service "deaf" {
              cmd = "NASTY deaf daemons"
              stop { timeout = "100ms" }
            }
            service "wiped" {
              cmd = "NASTY session wiped reader"
              depends_on = ["deaf"]
            }
            service "far" {
              cmd = "NASTY mute grandchild"
              depends_on = ["wiped"]
            }
            service "leaver" {
              cmd = "NASTY late onterm"
              stop { timeout = "200ms" }
            }
            service "loud" { cmd = "NASTY floods reader" }
            service "flaps" {
              cmd = "NASTY flaps"
              restart {
                policy       = "always"
                backoff      = "20ms"
                max_backoff  = "50ms"
                max_restarts = 0
              }
            }
            service "crash" {
              cmd = "NASTY crash daemons"
              restart { policy = "never" }
              stop { timeout = "100ms" }
            }
            """;

    @TempDir
    Path dir;
    private Torture torture;

    @BeforeEach
    void aProject() throws Exception {
        torture = new Torture(dir);
        torture.write(SERVICES);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        torture.close();
    }

    @Test
    void nothingOfThemStaysHoweverOftenTheyAreStartedAndStopped() {
        var random = new Random(Torture.seed("nasty services"));
        int rounds = Torture.rounds(12);
        for (int round = 1; round <= rounds; round++) {
            var when = "in round " + round;
            boolean patient = random.nextInt(4) > 0;
            if (patient) {
                assertThat(torture.up()).as("crash fails %s", when).isEqualTo(1);
            } else {
                torture.ask(torture.upRequest(Duration.ofMillis(1)), _ -> {});
            }
            boolean all = true;
            for (int i = random.nextInt(4); i > 0; i--) {
                var some = STEADY.get(random.nextInt(STEADY.size()));
                if (random.nextInt(3) == 0) {
                    assertThat(torture.down(some)).as("down of %s %s", some, when).isEqualTo(0);
                    all = false; // and what needs it can no longer start
                } else {
                    int exit = torture.restart(some);
                    assertThat(exit == 0 || !all).as("%s restarts %s", some, when).isTrue();
                }
            }
            for (var service : STEADY) {
                torture.assertTrue(service, when);
            }
            var shims = new ArrayList<>(torture.shims());
            var ports = torture.ports();
            assertThat(torture.down()).as("down %s", when).isEqualTo(0);
            torture.assertNothingLives(shims, ports, when);
        }
        System.out.println("nasty services: " + rounds + " rounds, no survivor");
    }
}
