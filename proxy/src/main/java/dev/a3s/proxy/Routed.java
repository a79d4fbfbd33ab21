package dev.a3s.proxy;

/**
 * One request as {@link Routing} sees it, in no wire format: what routing has to know of it, and what routing has done with it.
 * Everything happens on the request's event loop, {@link #weight} apart.
 */
public interface Routed {

    /** The name that the request is for: lower case, without port and trailing dot; empty if it has none. */
    String host();

    /** The bytes of head and body that the request may hold in memory while it waits; never changes. Any thread may ask. */
    long weight();

    /** Whether {@code via} is among the proxies that the request has passed (RFC 9110 §7.6.3). */
    boolean cameThrough(String via);

    /** Whether the request must be answered here because it may pass no more proxies (RFC 9110 §7.6.2). */
    boolean isAtItsLastHop();

    /**
     * Sends the request. Unless a connection is there at once, {@link Routing#settled} or {@link Routing#unreachable} follows,
     * maybe within this call.
     *
     * @param anew whether only a new connection will do
     * @return whether the request has its connection already
     */
    boolean forward(Upstream to, boolean anew);

    /** Answers the request in place of its service. */
    void answer(Unserved why);

    /** Whether the request is answered, or nobody wants the answer any more. */
    boolean isOver();
}
