package dev.a3s.regex;

import java.util.concurrent.locks.LockSupport;

/**
 * Long work of one virtual thread, interrupted by waits: whoever computes calls {@link #giveWay} again and again, and every few
 * milliseconds that waits for an instant, so that all others have their turn. {@link Thread#yield} would not do: the scheduler
 * may continue the same thread first, for seconds.
 */
public final class Pace {
    /** As long as a virtual thread may keep its carrier, in nanoseconds. */
    private static final long TURN = 5_000_000;

    private long since = System.nanoTime();

    /** Waits for an instant if this thread has been computing for a while. */
    public void giveWay() {
        if (System.nanoTime() - since > TURN) {
            LockSupport.parkNanos(1);
            since = System.nanoTime();
        }
    }
}
