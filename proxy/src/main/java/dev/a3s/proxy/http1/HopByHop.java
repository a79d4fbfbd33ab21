package dev.a3s.proxy.http1;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.netty.buffer.ByteBuf;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.FieldSection;

/**
 * Says which fields are meant for the next hop only and so end at the proxy (RFC 9110 §7.6.1), and copies all others.
 *
 * <p>{@code Transfer-Encoding} is not among them, because a body's chunks are passed on as they came. A sender cannot use
 * {@code Connection} to have the fields removed that frame or route a message.
 */
final class HopByHop {
    private static final long ALWAYS = bits(Field.CONNECTION, Field.KEEP_ALIVE, Field.PROXY_CONNECTION,
            Field.PROXY_AUTHENTICATE, Field.PROXY_AUTHORIZATION, Field.TE, Field.UPGRADE, Field.HTTP2_SETTINGS);
    private static final List<String> NOT_BY_NAME = List.of("keep-alive", "close", "", "upgrade", "te", "host",
            "content-length", "transfer-encoding");

    private HopByHop() {}

    static long bits(Field... fields) {
        long bits = 0;
        for (var field : fields) {
            bits |= field.bit();
        }
        return bits;
    }

    /** Copies the lines of {@code fields} to {@code out}, apart from what ends here and the fields in {@code drop}. */
    static void copy(FieldSection fields, long drop, ByteBuf out) {
        long dropped = ALWAYS | drop;
        var named = named(fields);
        int run = fields.lineStart(0);
        if (fields.hasAny(dropped) || !named.isEmpty()) {
            for (int i = 0; i < fields.count(); i++) {
                boolean ends = (fields.field(i).bit() & dropped) != 0
                        || (!named.isEmpty() && named.contains(fields.name(i).toLowerCase(Locale.ROOT)));
                if (ends) {
                    out.writeBytes(fields.bytes(), run, fields.lineStart(i) - run);
                    run = fields.lineStart(i + 1);
                }
            }
        }
        out.writeBytes(fields.bytes(), run, fields.lineStart(fields.count()) - run);
    }

    /** Copies a trailer: nothing in it may frame, route or control the message (RFC 9110 §6.5.1). */
    static void copyTrailer(FieldSection trailer, ByteBuf out) {
        copy(trailer, ~Field.OTHER.bit(), out);
    }

    private static Set<String> named(FieldSection fields) {
        if (!fields.anyElement(Field.CONNECTION, (start, end) -> isName(fields, start, end))) {
            return Set.of();
        }
        var named = new HashSet<String>();
        fields.anyElement(Field.CONNECTION, (start, end) -> {
            if (isName(fields, start, end)) {
                named.add(Ascii.text(fields.bytes(), start, end).toLowerCase(Locale.ROOT));
            }
            return false;
        });
        return named;
    }

    private static boolean isName(FieldSection fields, int start, int end) {
        for (var option : NOT_BY_NAME) {
            if (Ascii.equals(option, fields.bytes(), start, end)) {
                return false;
            }
        }
        return true;
    }
}
