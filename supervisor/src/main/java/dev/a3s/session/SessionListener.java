package dev.a3s.session;

/** Acts on each {@link SessionEvent} before anybody else hears of it. */
@FunctionalInterface
public interface SessionListener {

    /**
     * Called on the thread that the event happened on, mostly a service's runner, which waits; so it takes microseconds, and asks
     * nothing of {@link Sessions}, whose lock may be held by somebody who waits for that runner. The events of one service come
     * in order; those of several services may come at once.
     */
    void happened(SessionEvent event);
}
