package dev.a3s.watch;

import java.time.Duration;

/**
 * How long to wait for more hints: until none has come for a while, but not for ever. Times are {@link System#nanoTime}.
 */
final class Debounce {

    private final long quiet;
    private final long latest;
    private long last;

    /**
     * Begins with a first hint.
     *
     * @param quiet time without a hint after which the wait is over
     * @param most  after the first hint the wait is over in any case
     */
    Debounce(Duration quiet, Duration most, long now) {
        this.quiet = quiet.toNanos();
        this.latest = now + most.toNanos();
        this.last = now;
    }

    /** Another hint came. */
    void again(long now) {
        last = now;
    }

    /** How long to wait from now on if nothing else happens, in nanoseconds; zero or less: it is over. */
    long remaining(long now) {
        return Math.min(last + quiet - now, latest - now);
    }
}
