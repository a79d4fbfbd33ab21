package dev.a3s.proxy;

import java.time.Duration;

/**
 * How long an exchange may go on with a process that is about to end for another one: as long as its bytes move, and a little longer if
 * it only waits.
 *
 * @param repeatable  for an exchange that loses nothing, since it goes on with the next process; default 0.5 s
 * @param standing    how long an answer to a safe request may stand still; default 0.8 s
 * @param unsafe      how long an exchange may stand still that must not be repeated; default 5 s
 * @param moving      for any exchange, however its bytes move; default 60 s
 */
public record DrainLimits(Duration repeatable, Duration standing, Duration unsafe, Duration moving) {
    /** The defaults. */
    public static final DrainLimits USUAL = new DrainLimits(Duration.ofMillis(500), Duration.ofMillis(800),
            Duration.ofSeconds(5), Duration.ofSeconds(60));

    /** The same, but for nothing that stands still more than {@code most}; zero ends everything at once. */
    public DrainLimits atMost(Duration most) {
        return new DrainLimits(least(repeatable, most), least(standing, most), least(unsafe, most),
                most.isZero() ? most : moving);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Whether an exchange is waited for no longer.
     *
     * @param since how long the process has been about to end
     * @param still for how much of that no byte of the exchange has moved
     */
    public boolean isOver(Hindrance kind, Duration since, Duration still) {
        var allowed = switch (kind) {
            case NONE -> Duration.ZERO;
            case REPEATABLE -> repeatable;
            case ANSWERED -> standing;
            case UNSAFE -> unsafe;
        };
        return still.compareTo(allowed) >= 0 || since.compareTo(moving) >= 0;
    }

    /** What ending the process would do to an exchange with it. */
    public enum Hindrance {
        /** It would have ended some day: a stream of events, whose client comes again by itself. */
        NONE,
        /** Nothing: no answer has begun, and the request may be sent to another process (RFC 9110 §9.2.1). */
        REPEATABLE,
        /** The client would get half of an answer, and may ask again. */
        ANSWERED,
        /** What the request asks for would be done by half, and must not be asked for again. */
        UNSAFE
    }
}
