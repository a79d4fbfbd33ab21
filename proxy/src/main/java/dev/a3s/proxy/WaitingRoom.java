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
 * <p>Bounded in number and in bytes. Those who waited go on in the order in which they came, one handed on after the other.
 */
final class WaitingRoom {
    /** Most requests that wait at one time. */
    static final int MAX_REQUESTS = 1024;
    /** Most bytes of heads and bodies that waiting requests may hold. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private final Duration patience;
    private final Set<Routing> waiting = new LinkedHashSet<>();
    private long bytes;

    WaitingRoom(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** Whether there was room. One that entered must leave, or be called on. */
    synchronized boolean enter(Routing routing) {
        if (waiting.size() >= MAX_REQUESTS || bytes + routing.weight() > MAX_BYTES) {
            return false;
        }
        if (waiting.add(routing)) {
            bytes += routing.weight();
        }
        return true;
    }

    /** Whether it was still waiting; only then may it be answered. */
    synchronized boolean leave(Routing routing) {
        boolean was = waiting.remove(routing);
        bytes -= was ? routing.weight() : 0;
        return was;
    }

    /** Has everyone look again whose route no longer holds, in order. Any thread may call this. */
    void callOn() {
        callOn(ready().iterator());
    }

    private synchronized Iterable<Routing> ready() {
        var ready = new ArrayList<Routing>();
        for (var routing : waiting) {
            if (!routing.isHeld()) {
                ready.add(routing);
            }
        }
        return ready;
    }

    private void callOn(Iterator<Routing> ready) {
        if (ready.hasNext()) {
            var routing = ready.next();
            routing.loop().execute(() -> {
                if (leave(routing)) {
                    routing.goOn(() -> callOn(ready));
                } else {
                    callOn(ready);
                }
            });
        }
    }
}
