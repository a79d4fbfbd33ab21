package dev.a3s.proxy;

import java.util.Optional;

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

    /**
     * What {@code upstream} speaks, which has ended a connection without an answer, and what to do: a clause without full stop;
     * empty if that cannot be found out. Blocks; on a virtual thread.
     */
    Optional<String> whySilent(Upstream upstream);

    /** Answers the request in place of its service. */
    void answer(Unserved why);

    /** Whether the request is answered, or nobody wants the answer any more. */
    boolean isOver();
}
