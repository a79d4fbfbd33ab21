package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.a3s.config.ServiceSpec;
import dev.a3s.status.Reason;

/**
 * {@code idle_stop}: an on-demand service that nobody has used for that long is put to sleep until its next request.
 *
 * @param idle empty if the file says none: the service runs until it is stopped
 */
record IdleStop(Optional<Duration> idle) {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    static IdleStop of(ServiceSpec spec) {
        return new IdleStop(spec.idleStop());
    }

    /** Time between two looks whether the service is used: a tenth of {@code idle_stop}, at most 10 s; zero for never. */
    Duration look() {
        var tenth = idle.map(time -> time.dividedBy(10)).orElse(Duration.ZERO);
        return tenth.compareTo(LONGEST_LOOK) < 0 ? tenth : LONGEST_LOOK;
    }

    /**
     * Why the service is to be put to sleep now; empty if it is not.
     *
     * @param ready  since when the service could have been used
     * @param unused since when nobody has used it; empty while somebody does
     */
    Optional<Reason> reason(Instant ready, Optional<Instant> unused) {
        if (idle.isEmpty() || unused.isEmpty()) {
            return Optional.empty();
        }
        var from = unused.get().isAfter(ready) ? unused.get() : ready;
        boolean over = Duration.between(from, Instant.now()).compareTo(idle.get()) >= 0;
        return over ? Optional.of(new Reason.Unused(idle.get())) : Optional.empty();
    }
}
