package dev.a3s.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Work on a virtual thread of its own: it goes on when the one who asked for it hangs up. */
final class Background {
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    interface Work {
        void run() throws InterruptedException;
    }

    Background(String name, Work work) {
        Thread.ofVirtual().name(name).start(() -> {
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

    /**
     * Waits for the end; throws what the work threw.
     *
     * @throws UserError if the work was interrupted because its session ended
     */
    void await() throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause)
                throw cause;
            throw new UserError("stopped before it was done", 1);
        }
    }
}
