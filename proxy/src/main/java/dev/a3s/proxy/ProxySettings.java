package dev.a3s.proxy;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Where the proxy listens, and its limits of time.
 *
 * @param host the address to bind; {@code 127.0.0.1} binds ::1 as well where the machine has it
 * @param port the port, the same on both addresses; 0 picks a free one
 * @param exchanges receives each finished exchange, on an event loop: it must not block
 * @param eventLoops threads that move bytes; default half of the processors, 1 to 4
 * @param waitingTime how long a request waits for a held service before 503; default 30 s
 * @param headTime how long a client may take to send one head; default 30 s
 * @param idleTime how long a connection may be kept between requests; default 2 min, for clients and upstreams;
 *     and how long a body may stand still that a service waits for
 */
public record ProxySettings(String host, int port, Consumer<Exchange> exchanges, int eventLoops, Duration waitingTime,
        Duration headTime, Duration idleTime) {

    public ProxySettings {
        Objects.requireNonNull(host);
        Objects.requireNonNull(exchanges);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (eventLoops < 1) {
            throw new IllegalArgumentException("eventLoops " + eventLoops + " is less than 1");
        }
    }

    /** The defaults on {@code host} and {@code port}. */
    public ProxySettings(String host, int port, Consumer<Exchange> exchanges) {
        this(host, port, exchanges, Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4),
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    /** The same with another value for the number of threads that move bytes, at least 1. */
    public ProxySettings withEventLoops(int loops) {
        return new ProxySettings(host, port, exchanges, loops, waitingTime, headTime, idleTime);
    }

    /** The same with another value for how long a request waits for a held service. */
    public ProxySettings withWaitingTime(Duration time) {
        return new ProxySettings(host, port, exchanges, eventLoops, time, headTime, idleTime);
    }

    /** The same with another value for how long a client may take to send one head. */
    public ProxySettings withHeadTime(Duration time) {
        return new ProxySettings(host, port, exchanges, eventLoops, waitingTime, time, idleTime);
    }

    /** The same with another value for how long a connection is kept between requests. */
    public ProxySettings withIdleTime(Duration time) {
        return new ProxySettings(host, port, exchanges, eventLoops, waitingTime, headTime, time);
    }
}
