package dev.a3s.health;

import java.time.Duration;
import java.time.Instant;

import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

/**
 * For a service that listens nowhere: healthy once it has lived for {@link #SETTLING}, so that one that dies at once (a
 * wrong path, a missing variable) was never ready. Whoever asks watches the process and stops asking when that ends.
 *
 * @param started when the process began
 */
public record ProcessProbe(Instant started) implements Probe {
    /** How long a process must live to count: 200 ms. */
    static final Duration SETTLING = Duration.ofMillis(200);

    @Override
    public Result check() {
        return Duration.between(started, Instant.now()).compareTo(SETTLING) >= 0
                ? new Healthy()
                : new Unhealthy("it has only just started");
    }
}
