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
    private final Set<Relay> waiting = new LinkedHashSet<>();
    private long bytes;

    WaitingRoom(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** Whether there was room. A relay that entered must leave, or be called on. */
    synchronized boolean enter(Relay relay) {
        if (waiting.size() >= MAX_REQUESTS || bytes + relay.weight() > MAX_BYTES) {
            return false;
        }
        if (waiting.add(relay)) {
            bytes += relay.weight();
        }
        return true;
    }

    /** Whether it was still waiting; only then may it be answered. */
    synchronized boolean leave(Relay relay) {
        boolean was = waiting.remove(relay);
        bytes -= was ? relay.weight() : 0;
        return was;
    }

    /** Has everyone look again whose route no longer holds, in order. Any thread may call this. */
    void callOn() {
        callOn(ready().iterator());
    }

    private synchronized Iterable<Relay> ready() {
        var ready = new ArrayList<Relay>();
        for (var relay : waiting) {
            if (!relay.isHeld()) {
                ready.add(relay);
            }
        }
        return ready;
    }

    private void callOn(Iterator<Relay> ready) {
        if (ready.hasNext()) {
            var relay = ready.next();
            relay.loop().execute(() -> {
                if (leave(relay)) {
                    relay.route();
                }
                callOn(ready);
            });
        }
    }
}
