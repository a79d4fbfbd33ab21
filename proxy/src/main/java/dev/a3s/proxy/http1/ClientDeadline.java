package dev.a3s.proxy.http1;

import dev.a3s.proxy.Worker;

/**
 * The moment at which a client's connection is ended because nothing came: no request, not the rest of a head or of a body, or,
 * for a client that has ended its side, no answer. An answer as such has no deadline. Used on the client's event loop only.
 */
final class ClientDeadline {
    /** How long a client that has sent FIN is kept without a byte of its answer: it may wait for that, or may have left. */
    private static final long HALF_CLOSED_NANOS = 2_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final Worker worker;
    private long at = NEVER;

    ClientDeadline(Worker worker) {
        this.worker = worker;
    }

    void never() {
        at = NEVER;
    }

    /** A request is due. */
    void idle() {
        at = worker.now() + worker.settings().idleTime().toNanos();
    }

    /** A request has begun; the rest of its head is due. */
    void head() {
        at = worker.now() + worker.settings().headTime().toNanos();
    }

    /** The next bytes of a request's body are due (RFC 9110 §15.5.9). */
    void body() {
        at = worker.now() + worker.settings().idleTime().toNanos();
    }

    /** The next bytes of the answer to a client that has ended its side are due. */
    void halfClosed() {
        at = worker.now() + HALF_CLOSED_NANOS;
    }

    /** @param now as {@link Worker#now} */
    boolean isOver(long now) {
        return at != NEVER && now - at >= 0;
    }
}
