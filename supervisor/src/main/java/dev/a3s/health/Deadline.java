package dev.a3s.health;

import java.time.Duration;

/** The moment by which a probe has to be answered, however many reads and writes that takes. */
record Deadline(long nanos) {

    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** Zero once it has passed. */
    long nanosLeft() {
        return Math.max(0, nanos - System.nanoTime());
    }

    /** At least 1, since a socket takes zero for "no limit". */
    int millisLeft() {
        return Math.clamp(nanosLeft() / 1_000_000, 1, Integer.MAX_VALUE);
    }

    boolean passed() {
        return nanosLeft() == 0;
    }

    /** A duration as the A3sfile writes it: {@code 1s}, {@code 1.5s}, {@code 250ms}. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        return (millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0)) + "s";
    }
}
