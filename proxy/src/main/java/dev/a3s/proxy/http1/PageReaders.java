package dev.a3s.proxy.http1;

import java.util.Optional;
import java.util.function.Predicate;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.RequestHead;

/**
 * Decides which web pages may read an answer of the proxy's own. A page of the same session may: else its call of an API that
 * has failed would look like a mistake in that API's CORS settings. Nobody else may, for the answer shows log lines.
 */
final class PageReaders {
    private static final String SCHEME = "http://";

    private PageReaders() {}

    /**
     * The fields that let the page that has sent the request read the answer, each with its line end; empty if it may not.
     *
     * @param port the one that the client has connected to
     * @param isOfSession whether a host name belongs to the session of the service that was asked for
     */
    static String fields(RequestHead head, int port, Predicate<String> isOfSession) {
        return reader(head, port, isOfSession)
                .map(origin -> "Access-Control-Allow-Origin: " + origin
                        + "\r\nAccess-Control-Allow-Credentials: true\r\n"
                        + "Access-Control-Expose-Headers: A3s-Page, Retry-After\r\n")
                .orElse("");
    }

    /**
     * Whether a browser asks with this request whether it may send another one (the Fetch standard, CORS-preflight): a refusal
     * would hide from the page what is wrong.
     */
    static boolean isPreflight(RequestHead head) {
        return head.method().equals("OPTIONS") && head.fields().has(Field.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** The fields that allow what a {@linkplain #isPreflight preflight} asks for, this once. */
    static String preflightFields(RequestHead head) {
        var asked = head.fields().joined(Field.ACCESS_CONTROL_REQUEST_HEADERS);
        return "Access-Control-Allow-Methods: " + head.fields().joined(Field.ACCESS_CONTROL_REQUEST_METHOD) + "\r\n"
                + (asked.isEmpty() ? "" : "Access-Control-Allow-Headers: " + asked + "\r\n")
                + "Access-Control-Max-Age: 0\r\n";
    }

    private static Optional<String> reader(RequestHead head, int port, Predicate<String> isOfSession) {
        if (head.fields().lines(Field.ORIGIN) != 1) {
            return Optional.empty();
        }
        var fields = head.fields();
        int line = fields.first(Field.ORIGIN);
        var origin = fields.value(line);
        var suffix = port == 80 ? "" : ":" + port;
        boolean ours = Ascii.startsWith(SCHEME, fields.bytes(), fields.valueStart(line), fields.valueEnd(line))
                && origin.endsWith(suffix)
                && isOfSession.test(origin.substring(SCHEME.length(), origin.length() - suffix.length()));
        return ours ? Optional.of(origin) : Optional.empty();
    }
}
