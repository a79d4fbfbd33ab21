package dev.a3s.proxy;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The exchanges with a process that is about to end, from which the routes have moved away: they may finish as long as {@link DrainLimits}
 * says. One that only waited goes on with the next process; others are cut off. Upgraded connections are left alone. Any thread.
 */
public interface Drain {

    /**
     * Completes once no exchange is left, with those that were cut off, such as {@code POST /upload}. From then on nothing is
     * sent to the process. Completed on an event loop, which must not be blocked.
     */
    CompletableFuture<List<String>> over();

    /** Waits no longer: the service is stopped. */
    void hurry();

    /** Several as one. */
    static Drain of(List<? extends Drain> parts) {
        var all = CompletableFuture.allOf(parts.stream().map(Drain::over).toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> parts.stream().flatMap(part -> part.over().join().stream()).toList());
        return new Drain() {
            @Override
            public CompletableFuture<List<String>> over() {
                return all;
            }

            @Override
            public void hurry() {
                parts.forEach(Drain::hurry);
            }
        };
    }
}
