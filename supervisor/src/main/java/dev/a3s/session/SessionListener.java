package dev.a3s.session;

/** Acts on each {@link SessionEvent} before it goes to the {@linkplain SessionFeed#follow followers}. */
@FunctionalInterface
public interface SessionListener {

    /**
     * Called on the thread that the event happened on, mostly a service's runner, which waits meanwhile. An implementation
     * therefore returns within microseconds. It must not call {@link Sessions}, whose lock may be held by a thread that
     * waits for that runner. The events of one service come in order; those of several services may come concurrently.
     */
    void happened(SessionEvent event);
}
