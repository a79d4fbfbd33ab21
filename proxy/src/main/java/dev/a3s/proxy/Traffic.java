package dev.a3s.proxy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much a service is used through the proxy. There is one for each service, for as long as the service has a name: it outlives restarts
 * and every table of {@link Routes}. Event loops count without locks; any thread reads. Requests that wait for a held service are not
 * counted, since nothing of them has reached it.
 */
public final class Traffic {
    private final AtomicInteger exchanges = new AtomicInteger();
    private final long made = System.nanoTime();
    private volatile long lastUse = made;
    private volatile long lastAnswer = made;

    /** Exchanges on their way: upgraded connections, event streams, and those whose connection is still being made included. */
    public int inFlight() {
        return exchanges.get();
    }

    /** When the last exchange ended, or when this object was made if there was none; empty while any is in flight. */
    public Optional<Instant> unusedSince() {
        return inFlight() > 0 ? Optional.empty() : Optional.of(Instant.now().minusNanos(System.nanoTime() - lastUse));
    }

    /** A response of the service has begun. */
    void beginAnswer() {
        lastAnswer = System.nanoTime();
    }

    /** Whether the service has ever answered a request, so that it speaks HTTP. */
    boolean hasAnswered() {
        return lastAnswer != made;
    }

    /** Whether any response has begun after {@code nanoTime}, as of {@link System#nanoTime}. */
    boolean hasAnsweredSince(long nanoTime) {
        return lastAnswer - nanoTime > 0;
    }

    /** An exchange is about to be sent to the service. */
    void begin() {
        exchanges.getAndIncrement();
    }

    /** An exchange that {@link #begin began} is over, or is not sent after all. */
    void end() {
        lastUse = System.nanoTime();
        exchanges.getAndDecrement();
    }
}
