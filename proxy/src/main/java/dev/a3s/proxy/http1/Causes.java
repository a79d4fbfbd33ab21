package dev.a3s.proxy.http1;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Errors.NativeIoException;

/** Puts the reason why a connection failed into a user's words, never a library's, and logs it if it is a mistake of the proxy's own. */
final class Causes {
    private static final System.Logger LOG = System.getLogger(Causes.class.getName());
    private static final String RESET = "it reset the connection before it had answered";

    private Causes() {}

    /** Why no connection could be made, as a clause without full stop. */
    static String ofNone(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException _ -> "connecting took too long";
            case NoRouteToHostException _ -> "the host cannot be reached";
            case ConnectException _ when says(cause, "refused") -> "the connection was refused; nothing listens there";
            case ConnectException _ when says(cause, "timed out") -> "connecting took too long";
            case ConnectException _ when says(cause, "unreachable") -> "the host cannot be reached";
            case UnknownHostException _ -> "the name cannot be resolved";
            default -> says(cause, "too many open files")
                    ? "a3s has too many files and connections open; ulimit -n says how many it may have"
                    : "no connection could be made";
        };
    }

    /**
     * How a connection ended that was there, as a clause without full stop that begins with "it".
     *
     * @param cause null if it ended in good order
     */
    static String ofEnd(Throwable cause) {
        return switch (cause) {
            case null -> "it closed the connection before it had answered";
            case NativeIoException broken when broken.expectedErr() == Errors.ERRNO_ECONNRESET_NEGATIVE -> RESET;
            case SocketTimeoutException _ -> "it could not be reached any more";
            default -> says(cause, "reset") ? RESET : "it ended the connection before it had answered";
        };
    }

    private static boolean says(Throwable cause, String words) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
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
