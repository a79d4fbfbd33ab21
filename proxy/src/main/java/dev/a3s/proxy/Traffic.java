package dev.a3s.proxy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How much a service is used through the proxy. There is one for each service, for as long as the service has a name: it outlives restarts
 * and every table of {@link Routes}. Event loops count without locks; any thread reads.
 *
 * <p>Exchanges that last by their nature, which are upgraded connections and streams of server-sent events, are counted apart from
 * short ones: a service may have to be stopped under the former, but can wait for the latter. Requests that wait for a held
 * service are not counted, since nothing of them has reached it.
 */
public final class Traffic {
    private final AtomicInteger shortOnes = new AtomicInteger();
    private final AtomicInteger lastingOnes = new AtomicInteger();
    private final AtomicReference<CompletableFuture<Void>> awaited = new AtomicReference<>();
    private volatile long lastUse = System.nanoTime();
    private volatile long lastAnswer = lastUse;

    /** Exchanges on their way that can be expected to end soon, those whose connection is still being made included. */
    public int inFlight() {
        return shortOnes.get();
    }

    /** Upgraded connections and event streams that are open. */
    public int lasting() {
        return lastingOnes.get();
    }

    /** When the last exchange ended, or when this object was made if there was none; empty while any is in flight, lasting ones included. */
    public Optional<Instant> unusedSince() {
        boolean used = shortOnes.get() > 0 || lastingOnes.get() > 0;
        return used ? Optional.empty() : Optional.of(Instant.now().minusNanos(System.nanoTime() - lastUse));
    }

    /**
     * Done at the first moment from now on at which no short exchange is in flight; may be done already. Once the routes hold
     * or refuse what would go to a service, nothing is sent to it after that moment. Completed on an event loop, which must
     * not be blocked: depend on it with {@code join} or an {@code Async} method. Nothing but its own completion ends it.
     */
    public CompletableFuture<Void> answered() {
        var mine = awaited.updateAndGet(others -> others == null ? new CompletableFuture<>() : others);
        completeIfAnswered();
        return mine.copy();
    }

    private void completeIfAnswered() {
        if (shortOnes.get() == 0) {
            var waiting = awaited.getAndSet(null);
            if (waiting != null) {
                waiting.complete(null);
            }
        }
    }

    /** A response of the service has begun. */
    void beginAnswer() {
        lastAnswer = System.nanoTime();
    }

    /** Whether any response has begun after {@code nanoTime}, as of {@link System#nanoTime}. */
    boolean hasAnsweredSince(long nanoTime) {
        return lastAnswer - nanoTime > 0;
    }

    /** An exchange is about to be sent to the service. */
    void begin() {
        shortOnes.getAndIncrement();
    }

    /** An exchange that {@link #begin began} is over, or is not sent after all. */
    void end() {
        lastUse = System.nanoTime();
        if (shortOnes.decrementAndGet() == 0 && awaited.get() != null) {
            completeIfAnswered();
        }
    }

    /** An exchange that {@link #begin began} is going to last. */
    void last() {
        lastingOnes.getAndIncrement();
        end();
    }

    /** An exchange that {@link #last lasted} is over. */
    void endLasting() {
        lastUse = System.nanoTime();
        lastingOnes.getAndDecrement();
    }
}
