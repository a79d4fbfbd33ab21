package dev.a3s.proxy;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long one request has waited for its service, over all its visits to the waiting room. Used on the request's
 * event loop only.
 */
final class Stay {
    private Duration total = Duration.ZERO;
    private long since;
    private Future<?> givesUp;

    /** The time of all visits that are over. */
    Duration total() {
        return total;
    }

    /** Begins a visit, and has {@code tooLong} run after {@code left} unless it ends before that. */
    void begin(ScheduledExecutorService loop, Duration left, Runnable tooLong) {
        since = System.nanoTime();
        givesUp = loop.schedule(tooLong, left.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the visit that was begun last. */
    void end() {
        givesUp.cancel(false);
        total = total.plusNanos(System.nanoTime() - since);
    }
}
