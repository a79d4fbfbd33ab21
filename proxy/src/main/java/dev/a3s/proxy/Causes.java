package dev.a3s.proxy;

import java.net.ConnectException;
import java.net.UnknownHostException;

import io.netty.channel.ConnectTimeoutException;

/** Why the network failed, in a user's words. */
final class Causes {

    private Causes() {}

    static String of(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException _ -> "connecting took too long";
            case ConnectException _ -> "the connection was refused; nothing listens there";
            case UnknownHostException _ -> "the name cannot be resolved";
            default -> "the connection broke (" + cause.getMessage() + ")";
        };
    }
}
