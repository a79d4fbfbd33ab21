package dev.a3s.operations;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on a virtual thread of its own, which goes on when the caller hangs up. */
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
     * Waits until the work is done; throws the exception that it threw.
     *
     * @throws IOException if the listener has gone meanwhile; the work goes on
     */
    void await(OperationListener listener) throws IOException, InterruptedException {
        while (true) {
            try {
                done.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                listener.checkPresence();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }
}
