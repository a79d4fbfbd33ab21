package dev.a3s.proxy.http1;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.ResponseHead;

/**
 * Maps URLs in a response's head that name the service by its own port, such as {@code http://127.0.0.1:8000/login}, to the
 * origin that the client knows, such as {@code http://web.localhost:7080/login}: a redirect must not lead a browser past the proxy,
 * where the page has another origin and loses its cookies.
 */
final class PublicLocation {
    private static final long NAMING_URLS = HopByHop.bits(Field.LOCATION, Field.CONTENT_LOCATION, Field.REFRESH);

    private PublicLocation() {}

    /** The head with such URLs mapped; {@code head} itself if it has none, which is nearly always so. */
    static ResponseHead of(ResponseHead head, Upstream from, RelayedRequest request) {
        if (!head.fields().hasAny(NAMING_URLS) || !from.isLoopback()) {
            return head;
        }
        var inner = Pattern.compile(
                "(?i)^(|\\d+ *[;,] *url *= *['\"]?)https?://(?:localhost|127\\.0\\.0\\.1|\\[::1]|0\\.0\\.0\\.0):"
                        + from.port() + "(?=[/?#'\"]|$)");
        var fields = head.fields();
        var out = new ByteArrayOutputStream(fields.bytes().length + 64);
        int run = 0;
        for (int i = 0; i < fields.count(); i++) {
            var mapped = (fields.field(i).bit() & NAMING_URLS) == 0 ? "" : mapped(inner, fields.value(i), request);
            if (!mapped.isEmpty()) {
                out.write(fields.bytes(), run, fields.valueStart(i) - run);
                out.writeBytes(Ascii.bytes(mapped));
                run = fields.valueEnd(i);
            }
        }
        if (run == 0) {
            return head;
        }
        out.write(fields.bytes(), run, fields.bytes().length - run);
        return ResponseHead.read(out.toByteArray());
    }

    /** The value with its URL mapped; empty if it does not name the service's own port. */
    private static String mapped(Pattern inner, String value, RelayedRequest request) {
        var url = inner.matcher(value);
        var origin = request.publicOrigin();
        return url.find() && !origin.isEmpty()
                ? url.replaceFirst("$1" + Matcher.quoteReplacement(origin))
                : "";
    }
}
