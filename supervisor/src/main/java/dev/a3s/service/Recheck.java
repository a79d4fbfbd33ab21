package dev.a3s.service;

import java.util.concurrent.CompletableFuture;

/**
 * Questions to a runner whether its service still listens. They come in crowds, one for each request that was not answered, so
 * those that come before the runner has begun to look share one look. Any thread.
 */
final class Recheck {
    private final Mailbox mailbox;
    private CompletableFuture<Void> begun = CompletableFuture.completedFuture(null); // this and the next guarded by this
    private CompletableFuture<Void> done = begun;

    Recheck(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Completes once the runner has looked and acted on what it saw. */
    synchronized CompletableFuture<Void> ask() {
        if (begun.isDone()) {
            begun = mailbox.barrier();
            mailbox.send(new ServiceSignal.Unanswered());
            done = mailbox.barrier();
        }
        return done.copy();
    }
}
