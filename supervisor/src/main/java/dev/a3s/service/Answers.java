package dev.a3s.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a run that is about to end still has to answer. Any thread. */
public interface Answers {
    /** There is none. */
    Answers NONE = new Answers() {
        @Override
        public CompletableFuture<List<String>> over() {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public void hurry() {}
    };

    /**
     * Completes once none is under way and nothing more is sent to the run, with the requests that were cut off, such as
     * {@code POST /upload}. Completed on a thread that must not be blocked.
     */
    CompletableFuture<List<String>> over();

    /** Waits no longer: what is under way is cut off. */
    void hurry();
}
