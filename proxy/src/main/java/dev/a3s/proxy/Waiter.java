package dev.a3s.proxy;

import java.util.concurrent.Executor;

/** A request in the {@link WaitingRoom}. */
interface Waiter {

    /** The event loop of the request, which alone may let it go on. Any thread may ask. */
    Executor loop();

    /** The bytes of its head and body that the request may hold in memory while it waits; never changes. Any thread may ask. */
    long weight();

    /** Whether the request has to wait at this moment. Any thread may ask. */
    boolean isHeld();

    /**
     * Goes on, on the request's event loop, after it was taken out of the room.
     *
     * @param next lets the next request go on; to be run once, on this loop, as soon as this request has its connection or its
     *     answer, so that they reach the service in order
     */
    void goOn(Runnable next);
}
