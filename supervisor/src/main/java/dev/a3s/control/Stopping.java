package dev.a3s.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A stop in progress on a virtual thread of its own: it goes on when the one who asked for it hangs up. */
final class Stopping {
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    interface Work {
        void run() throws InterruptedException;
    }

    Stopping(Work work) {
        Thread.ofVirtual().name("stopping").start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
    }

    boolean isDone() {
        return done.isDone();
    }

    /** Throws what the work threw. */
    void result() {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause)
                throw cause;
            throw e;
        }
    }
}
