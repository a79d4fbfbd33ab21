package dev.a3s.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Signals for one runner, in the order in which they were sent. Any thread sends; only the runner takes. */
final class Mailbox {
    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();

    private sealed interface Entry {
        record Letter(ServiceSignal signal) implements Entry {}

        record Barrier(CompletableFuture<Void> reached) implements Entry {}

        record End() implements Entry {}
    }

    void send(ServiceSignal signal) {
        entries.add(new Entry.Letter(signal));
    }

    /** Completes once everything sent before has been taken and acted on. */
    CompletableFuture<Void> barrier() {
        var reached = new CompletableFuture<Void>();
        entries.add(new Entry.Barrier(reached));
        return reached;
    }

    /** Makes {@link #take} throw InterruptedException once what was sent before is taken: the runner is to end. */
    void end() {
        entries.add(new Entry.End());
    }

    /** Waits for the next signal as long as it takes. */
    ServiceSignal take() throws InterruptedException {
        while (true) {
            var signal = open(entries.take());
            if (signal.isPresent()) {
                return signal.get();
            }
        }
    }

    /** Waits for the next signal; empty when it has not come by {@code nanoTime}, as of {@link System#nanoTime}. */
    Optional<ServiceSignal> takeBy(long nanoTime) throws InterruptedException {
        while (true) {
            var entry = entries.poll(Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (entry == null) {
                return Optional.empty();
            }
            var signal = open(entry);
            if (signal.isPresent()) {
                return signal;
            }
        }
    }

    /** {@link System#nanoTime} after {@code wait}. */
    static long deadline(Duration wait) {
        return System.nanoTime() + wait.toNanos();
    }

    /** {@link System#nanoTime} after {@code limit}; never, if that is zero. */
    static long deadlineIfAny(Duration limit) {
        return limit.isZero() ? System.nanoTime() + Long.MAX_VALUE / 2 : deadline(limit);
    }

    private static Optional<ServiceSignal> open(Entry entry) throws InterruptedException {
        return switch (entry) {
            case Entry.Letter(var signal) -> Optional.of(signal);
            case Entry.Barrier(var reached) -> {
                reached.complete(null);
                yield Optional.empty();
            }
            case Entry.End() -> throw new InterruptedException("the mailbox was ended");
        };
    }
}
