package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Refused;

/**
 * The lines between chunks (RFC 9112 §7.1): {@code 1a;name=value CR LF}.
 *
 * <p>In a request no white space, sign or prefix is allowed around the size, and extensions must follow their grammar: a reader
 * that takes {@code 0x10}, {@code 10 }, or an extension with a bare line feed for something frames the body differently.
 */
final class ChunkLine {
    /** Longest line with a chunk's size, extensions included. */
    static final int MAX_LENGTH = 4096;
    private static final int MAX_DIGITS = 15;

    private ChunkLine() {}

    /** The index after the line feed of the line that starts at {@code from}, or -1 if it has not arrived. */
    static int end(ByteBuf in, int from, int end) {
        int limit = Math.min(end, from + MAX_LENGTH);
        int feed = in.indexOf(from, limit, (byte) '\n');
        if (feed < 0) {
            if (end - from >= MAX_LENGTH) {
                throw Refused.bad("the line of a chunk's size is longer than " + MAX_LENGTH + " bytes");
            }
            return -1;
        }
        return feed + 1;
    }

    /**
     * The size that a line gives, whose end was found.
     *
     * @throws Refused if the line is not strict
     */
    static long size(ByteBuf in, int from, int end) {
        if (end - from < 2 || in.getByte(end - 2) != '\r') {
            throw Refused.bad("the line of a chunk's size ends with a line feed alone");
        }
        int digits = digitsEnd(in, from);
        int at = digits;
        while (in.getByte(at) == ';') {
            at = extension(in, at + 1);
        }
        if (at != end - 2) {
            throw Refused.bad("a chunk's size is followed by something that is no extension");
        }
        return value(in, from, digits);
    }

    /**
     * The size that a response's line gives, which may be padded: blanks may stand behind the size and around the parts of an
     * extension (RFC 9112 §7.1.1), and a line without extensions may end with a line feed alone.
     *
     * @throws Refused if clients differ on the line
     */
    static long paddedSize(ByteBuf in, int from, int end) {
        int digits = digitsEnd(in, from);
        int at = blanksEnd(in, digits);
        if (at == end - 1) {
            return value(in, from, digits);
        }
        while (in.getByte(at) == ';') {
            at = token(in, blanksEnd(in, at + 1));
            int sign = blanksEnd(in, at);
            if (in.getByte(sign) == '=') {
                int value = blanksEnd(in, sign + 1);
                at = in.getByte(value) == '"' ? quoted(in, value + 1) : token(in, value);
            }
            at = blanksEnd(in, at);
        }
        if (at != end - 2 || in.getByte(at) != '\r') {
            throw Refused.bad("a chunk's size is followed by something that is no extension");
        }
        return value(in, from, digits);
    }

    private static int digitsEnd(ByteBuf in, int from) {
        int at = from;
        while (Character.digit(in.getByte(at), 16) >= 0) {
            at++;
        }
        if (at == from) {
            throw Refused.bad("a chunk's size is not a hexadecimal number");
        }
        if (at - from > MAX_DIGITS) {
            throw Refused.bad("a chunk's size has more than " + MAX_DIGITS + " digits");
        }
        return at;
    }

    private static long value(ByteBuf in, int from, int digitsEnd) {
        long size = 0;
        for (int at = from; at < digitsEnd; at++) {
            size = (size << 4) | Character.digit(in.getByte(at), 16);
        }
        return size;
    }

    private static int blanksEnd(ByteBuf in, int from) {
        int at = from;
        while (Ascii.isBlank(in.getByte(at))) {
            at++;
        }
        return at;
    }

    private static int extension(ByteBuf in, int from) {
        int at = token(in, from);
        if (in.getByte(at) != '=') {
            return at;
        }
        return in.getByte(at + 1) == '"' ? quoted(in, at + 2) : token(in, at + 1);
    }

    private static int token(ByteBuf in, int from) {
        int at = from;
        while (Ascii.isToken(in.getByte(at))) {
            at++;
        }
        if (at == from) {
            throw Refused.bad("a chunk extension is malformed");
        }
        return at;
    }

    private static int quoted(ByteBuf in, int from) {
        int at = from;
        while (in.getByte(at) != '"') {
            at += in.getByte(at) == '\\' ? 1 : 0;
            if (!Ascii.isValue(in.getByte(at))) {
                throw Refused.bad("a chunk extension is malformed");
            }
            at++;
        }
        return at + 1;
    }

    /** Whether the line end after a chunk's content has arrived at {@code at}. */
    static boolean isDataEnd(ByteBuf in, int at, int end) {
        boolean wrong = (at < end && in.getByte(at) != '\r') || (at + 1 < end && in.getByte(at + 1) != '\n');
        if (wrong) {
            throw Refused.bad("a chunk is longer than its size");
        }
        return at + 1 < end;
    }
}
