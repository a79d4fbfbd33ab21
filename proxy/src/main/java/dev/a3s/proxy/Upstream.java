package dev.a3s.proxy;

import java.util.Objects;

/**
 * Where a service listens.
 *
 * <p>{@code localhost}, like all names below it (RFC 6761 §6.3), never asks a resolver: it means 127.0.0.1, then ::1, and the
 * one that answered is tried first the next time. Dev servers often listen on ::1 only. Other names, which only {@code route}
 * blocks have, are resolved off the event loops.
 *
 * @param host {@code localhost}, an address literal, or a name
 * @param port 1 to 65535
 */
public record Upstream(String host, int port) {

    public Upstream {
        Objects.requireNonNull(host);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("upstream port " + port + " is not between 1 and 65535");
        }
    }

    /** Whether this machine itself is meant. */
    public boolean isLoopback() {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
