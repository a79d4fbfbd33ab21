package dev.a3s.proxy.http1;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

import io.netty.channel.ConnectTimeoutException;

/** Puts the reason why a connection failed into words for users, and logs it if it is a mistake of the proxy's own. */
final class Causes {
    private static final System.Logger LOG = System.getLogger(Causes.class.getName());

    private Causes() {}

    static String of(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException _ -> "connecting took too long";
            case ConnectException _ -> "the connection was refused; nothing listens there";
            case UnknownHostException _ -> "the name cannot be resolved";
            default -> "the connection broke (" + cause.getMessage() + ")";
        };
    }

    /**
     * Logs {@code cause} unless it is an I/O error: connections break all the time, anything else is a mistake of the proxy's
     * own.
     */
    static void logUnlessOfTheNetwork(Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.ERROR, "a connection was given up", cause);
        }
    }
}
