package dev.a3s.proxy.http1;

import java.util.Locale;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.Refused;
import dev.a3s.proxy.message.RequestHead;
import dev.a3s.proxy.message.ResponseHead;

/**
 * Decides how a message is framed, and refuses every message that two readers could frame differently: that is all request
 * smuggling lives on. Stricter than RFC 9112 §6.3, which allows repair in places; whoever repairs must hope that the next
 * reader repairs alike.
 */
final class FramingGuard {

    private FramingGuard() {}

    /** @throws Refused with 400, or with 501 for a proper transfer coding that is not supported (RFC 9112 §6.1) */
    static Framing ofRequest(RequestHead head) {
        var fields = head.fields();
        if (fields.has(Field.TRANSFER_ENCODING)) {
            if (head.minor() == 0) {
                throw Refused.bad("HTTP/1.0 has no Transfer-Encoding");
            }
            return chunked(fields);
        }
        return fields.has(Field.CONTENT_LENGTH) ? fixed(fields) : Framing.NONE;
    }

    /** @throws Refused if the response's end is not certain; its status is of no meaning here */
    static Framing ofResponse(boolean toHead, ResponseHead head) {
        var fields = head.fields();
        var framing = fields.has(Field.TRANSFER_ENCODING)
                ? ofChunkedResponse(head)
                : fields.has(Field.CONTENT_LENGTH) ? fixed(fields) : Framing.UNTIL_CLOSE;
        boolean bodiless = toHead || head.isInterim() || head.status() == 204 || head.status() == 304;
        return bodiless ? Framing.NONE : framing;
    }

    private static Framing ofChunkedResponse(ResponseHead head) {
        if (head.minor() == 0) {
            throw Refused.bad("HTTP/1.0 has no Transfer-Encoding");
        }
        return chunked(head.fields());
    }

    /**
     * Only the single word {@code chunked} is accepted, once and alone. {@code Content-Length} beside it is an attack or an
     * accident (RFC 9112 §6.1), and obfuscations such as {@code xchunked}, {@code chunked, identity}, a second line or a
     * vertical tab exist to be read by one server and not by the next.
     */
    private static Framing chunked(FieldSection fields) {
        if (fields.has(Field.CONTENT_LENGTH)) {
            throw Refused.bad("both Content-Length and Transfer-Encoding are given");
        }
        if (fields.lines(Field.TRANSFER_ENCODING) > 1) {
            throw Refused.bad("Transfer-Encoding is given more than once");
        }
        var coding = fields.value(fields.first(Field.TRANSFER_ENCODING)).toLowerCase(Locale.ROOT);
        if (coding.equals("chunked")) {
            return Framing.CHUNKED;
        }
        if (coding.matches("(gzip|x-gzip|deflate|compress|x-compress)[ \t]*,[ \t]*chunked")) {
            throw new Refused(501, "the transfer coding \"" + coding + "\" is not supported; send chunked alone");
        }
        throw Refused.bad("the Transfer-Encoding is not chunked");
    }

    /** One line of 1 to 18 digits: no sign, list, fraction, base or blank (RFC 9110 §8.6). */
    private static Framing fixed(FieldSection fields) {
        if (fields.lines(Field.CONTENT_LENGTH) > 1) {
            throw Refused.bad("Content-Length is given more than once");
        }
        int line = fields.first(Field.CONTENT_LENGTH);
        int digits = fields.valueEnd(line) - fields.valueStart(line);
        long length = 0;
        for (int i = fields.valueStart(line); i < fields.valueEnd(line); i++) {
            byte b = fields.bytes()[i];
            if (!Ascii.isDigit(b) || digits > 18) {
                throw Refused.bad("the Content-Length is not a plain number");
            }
            length = length * 10 + b - '0';
        }
        if (digits == 0) {
            throw Refused.bad("the Content-Length is empty");
        }
        return length == 0 ? Framing.NONE : new Framing.Fixed(length);
    }
}
