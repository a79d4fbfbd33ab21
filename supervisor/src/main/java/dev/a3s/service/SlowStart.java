package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.a3s.status.Reason;

/**
 * What a service that takes long to get ready still misses: "not ready yet: …", shown after 3 s, and anew at most every 3 s
 * when the probe's complaint has changed. The runner's thread only.
 */
final class SlowStart {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Optional<Reason> shown = Optional.empty();
    private Instant next = Instant.MAX;

    /** The service has come into a new state: what it missed before does not matter any more. */
    void reset() {
        shown = Optional.empty();
        next = Instant.now().plus(PATIENCE);
    }

    /** Whether {@code complaint}, the probe's latest, is to be shown from now on. */
    boolean shows(Reason complaint) {
        var now = Instant.now();
        if (now.isBefore(next) || shown.filter(complaint::equals).isPresent()) {
            return false;
        }
        shown = Optional.of(complaint);
        next = now.plus(PATIENCE);
        return true;
    }

    /** The complaint that is shown; empty if none is. */
    Optional<Reason> shown() {
        return shown;
    }
}
