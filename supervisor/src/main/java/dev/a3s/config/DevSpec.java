package dev.a3s.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The {@code dev} block: what holds for the project as a whole.
 *
 * @param name      the project's name, a DNS label; default: the directory's name, made into one
 * @param proxyPort the port that serves all {@code *.localhost} names, 1 to 65535; default 7080
 * @param host      the address the proxy binds, default {@code 127.0.0.1} (which stands for {@code ::1} as well)
 * @param logLevel  of the daemon's own log; default {@link LogLevel#INFO}
 * @param open      the service whose URL {@code a3s up} opens once it is ready
 * @param monitor   how often a service without a {@code health} block is looked at; default 3 s, at least 100 ms
 */
public record DevSpec(String name, int proxyPort, String host, LogLevel logLevel, Optional<String> open,
        Duration monitor) {

    /** The proxy's port where neither the file nor the user sets another. */
    public static final int DEFAULT_PROXY_PORT = 7080;

    /** What the proxy binds where neither the file nor the user sets another; stands for {@code ::1} as well. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** Levels of the daemon's own log, the most detailed first. */
    public enum LogLevel {
        TRACE, DEBUG, INFO, WARN, ERROR
    }
}
