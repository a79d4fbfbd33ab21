package dev.a3s.proxy;

/**
 * What {@link Routing} has to know of one request, whatever its wire format. Called on the request's event loop, apart from
 * {@link #weight}.
 */
public interface RequestFacts {

    /** The name that the request is for: lower case, without port and trailing dot; empty if it has none. */
    String host();

    /** The bytes of head and body that the request may hold in memory while it waits; never changes. Any thread may ask. */
    long weight();

    /** Whether {@code via} is among the proxies that the request has passed (RFC 9110 §7.6.3). */
    boolean cameThrough(String via);

    /** Whether a browser shows the answer in place of the page that it has (Fetch §3.2.6, {@code Sec-Fetch-Mode}), and it is a GET. */
    boolean isNavigation();

    /** Whether the request must be answered here because it may pass no more proxies (RFC 9110 §7.6.2). */
    boolean isAtItsLastHop();
}
