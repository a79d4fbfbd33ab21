package dev.a3s.proxy;

/** Carries out for one request what {@link Routing} decides. Called on the request's event loop only. */
public interface Routed {

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
