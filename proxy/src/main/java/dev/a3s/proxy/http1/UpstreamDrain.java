package dev.a3s.proxy.http1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.a3s.proxy.Drain;
import dev.a3s.proxy.DrainLimits;
import dev.a3s.proxy.DrainLimits.Hindrance;
import dev.a3s.proxy.Worker;

/**
 * A {@link Drain} of the exchanges that connections of one event loop carry to one upstream when it begins. Looks when one of them
 * ends, and now and then whether bytes have moved, so that exchanges need not report that. On the loop, but for what {@link Drain}
 * says.
 */
final class UpstreamDrain implements Drain {
    private static final long LOOK_MILLIS = 20;
    private static final Duration TOLD_AFTER = Duration.ofSeconds(1);

    /** How far an exchange has come, and when it was first seen there. */
    private record Position(long progress, long at) {}

    private final Worker worker;
    private final Supplier<Set<Carried>> carried;
    private final DrainLimits limits;
    private final Consumer<List<String>> waitsFor;
    private final IdentityHashMap<Carried, Position> left = new IdentityHashMap<>();
    private final List<String> cut = new ArrayList<>();
    private final CompletableFuture<List<String>> over = new CompletableFuture<>();
    private Future<?> looks;
    private long begun;
    private boolean hurried;
    private boolean looking;
    private boolean told;

    /**
     * A drain that {@link #begin begins} later.
     *
     * @param carried the exchanges that connections to the upstream carry at the moment
     * @param waitsFor gets the requests that are still being answered after a second, on a virtual thread
     */
    UpstreamDrain(Worker worker, Supplier<Set<Carried>> carried, DrainLimits limits, Consumer<List<String>> waitsFor) {
        this.worker = worker;
        this.carried = carried;
        this.limits = limits;
        this.waitsFor = waitsFor;
    }

    /** Once. */
    void begin() {
        begun = System.nanoTime();
        carried.get().forEach(exchange -> left.put(exchange, new Position(exchange.progress(), begun)));
        looks = worker.loop().scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        look();
    }

    @Override
    public CompletableFuture<List<String>> over() {
        return over;
    }

    @Override
    public void hurry() {
        worker.loop().execute(() -> {
            hurried = true;
            look();
        });
    }

    /** An exchange may have ended, or be waited for no longer. */
    void look() {
        if (looking || over.isDone()) {
            return;
        }
        looking = true;
        try {
            left.keySet().retainAll(carried.get());
            var waited = waitedFor(System.nanoTime());
            if (waited.isEmpty()) {
                List.copyOf(left.keySet()).forEach(this::end);
                looks.cancel(false);
                over.complete(List.copyOf(cut));
            } else if (!told && System.nanoTime() - begun >= TOLD_AFTER.toNanos()) {
                told = true;
                worker.inBackground(() -> waitsFor.accept(waited));
            }
        } finally {
            looking = false;
        }
    }

    /** Ends those that are waited for no longer; returns the requests of the others, but for those that last. */
    private List<String> waitedFor(long now) {
        var waited = new ArrayList<String>();
        for (var exchange : List.copyOf(left.keySet())) {
            var kind = exchange.hindrance();
            if (kind == Hindrance.NONE) {
                continue;
            }
            var last = left.merge(exchange, new Position(exchange.progress(), now),
                    (before, seen) -> before.progress() == seen.progress() ? before : seen);
            if (hurried || limits.isOver(kind, Duration.ofNanos(now - begun), Duration.ofNanos(now - last.at()))) {
                if (kind != Hindrance.REPEATABLE) {
                    cut.add(exchange.name());
                }
                end(exchange);
            } else {
                waited.add(exchange.name());
            }
        }
        return List.copyOf(waited);
    }

    private void end(Carried exchange) {
        left.remove(exchange);
        exchange.leave(!hurried);
    }
}
