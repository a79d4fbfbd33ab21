package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Refused;

/**
 * The lines between chunks (RFC 9112 §7.1): {@code 1a;name=value CR LF}.
 *
 * <p>No white space, sign or prefix is allowed around the size, and extensions must follow their grammar: a reader that
 * takes {@code 0x10}, {@code 10 }, or an extension with a bare line feed for something frames the body differently.
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
        if (feed == from || in.getByte(feed - 1) != '\r') {
            throw Refused.bad("the line of a chunk's size ends with a line feed alone");
        }
        return feed + 1;
    }

    /** The size that a line gives, whose end was found. */
    static long size(ByteBuf in, int from, int end) {
        long size = 0;
        int at = from;
        for (int digit; (digit = Character.digit(in.getByte(at), 16)) >= 0; at++) {
            size = (size << 4) | digit;
            if (at - from >= MAX_DIGITS) {
                throw Refused.bad("a chunk's size has more than " + MAX_DIGITS + " digits");
            }
        }
        if (at == from) {
            throw Refused.bad("a chunk's size is not a hexadecimal number");
        }
        while (in.getByte(at) == ';') {
            at = extension(in, at + 1);
        }
        if (at != end - 2) {
            throw Refused.bad("a chunk's size is followed by something that is no extension");
        }
        return size;
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
