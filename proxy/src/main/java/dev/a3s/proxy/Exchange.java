package dev.a3s.proxy;

import java.time.Duration;
import java.time.Instant;

/**
 * One finished exchange, as an access log records it.
 *
 * <p>The proxy reports each exchange once: when the last byte of its answer was handed to the client's connection, or when either
 * side gave up; an upgraded connection when it ends. The receiver is called on an event loop and must not block.
 *
 * @param service the {@link Route#service} of the route, empty if the host name had no route
 * @param at when the request's head was complete
 * @param method as the client sent it
 * @param target the request target as the client sent it
 * @param status the final status sent; 499 if the client left before there was one
 * @param duration from {@code at} to the end
 * @param held how much of that it waited for a held service
 * @param requestBytes the request's body as it came over the wire
 * @param responseBytes the response's body as it came over the wire; for an upgraded connection everything after the head
 * @param end how it ended
 * @param fault why the service's answer was refused or cut, or could not be had: a clause without full stop; empty if it was passed on
 */
public record Exchange(String service, Instant at, String method, String target, int status, Duration duration,
        Duration held, long requestBytes, long responseBytes, End end, String fault) {

    /** How an exchange ended. */
    public enum End {
        /** The client has all of the answer, the service's or the proxy's own; an upgraded connection always ends so. */
        ANSWERED,
        /** The client left before it had all of the answer. */
        CLIENT_LEFT,
        /** The answer broke off, and with it the client's connection. */
        BROKEN_OFF,
        /** The service was restarted or stopped before the exchange was over. */
        CUT_OFF
    }
}
