package dev.a3s.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where requests wait while their service starts or restarts. One for all event loops, entered from any of them; the locks
 * are held for a few instructions.
 *
 * <p>The room is bounded in number and in bytes. Requests leave it in the order in which they came, one handed on after the
 * other.
 */
public final class WaitingRoom {
    /** Most requests that wait at one time. */
    static final int MAX_REQUESTS = 1024;
    /** Most bytes of heads and bodies that waiting requests may hold. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private final Duration patience;
    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private long bytes;

    /**
     * An empty room.
     *
     * @param patience how long one request may wait, all its visits taken together
     */
    public WaitingRoom(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** Whether there was room. A waiter that entered must leave, or is called on. */
    synchronized boolean enter(Waiter waiter) {
        if (waiting.size() >= MAX_REQUESTS || bytes + waiter.weight() > MAX_BYTES) {
            return false;
        }
        if (waiting.add(waiter)) {
            bytes += waiter.weight();
        }
        return true;
    }

    /** Whether the waiter was still in the room; only then may its request be answered. */
    synchronized boolean leave(Waiter waiter) {
        boolean was = waiting.remove(waiter);
        bytes -= was ? waiter.weight() : 0;
        return was;
    }

    /** Lets everyone go on whose route no longer holds, in order. Any thread may call this. */
    public void callOn() {
        callOn(ready().iterator());
    }

    private synchronized Iterable<Waiter> ready() {
        var ready = new ArrayList<Waiter>();
        for (var waiter : waiting) {
            if (!waiter.isHeld()) {
                ready.add(waiter);
            }
        }
        return ready;
    }

    private void callOn(Iterator<Waiter> ready) {
        if (ready.hasNext()) {
            var waiter = ready.next();
            waiter.loop().execute(() -> {
                if (leave(waiter)) {
                    waiter.goOn(() -> callOn(ready));
                } else {
                    callOn(ready);
                }
            });
        }
    }
}
