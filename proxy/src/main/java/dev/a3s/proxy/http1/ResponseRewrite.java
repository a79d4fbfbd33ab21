package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.ResponseHead;

/**
 * Makes the head of a response that the client gets: the upstream's bytes without the fields that end at the proxy, and with
 * those that the proxy adds.
 */
final class ResponseRewrite {
    static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    static final byte[] CLOSE = Ascii.bytes("Connection: close\r\n");
    static final byte[] KEEP_ALIVE = Ascii.bytes("Connection: keep-alive\r\n");
    /** The fields that frame a body, for responses that have none. */
    static final long FRAMING = HopByHop.bits(Field.CONTENT_LENGTH, Field.TRANSFER_ENCODING);
    private static final byte[] UPGRADE = Ascii.bytes("Connection: Upgrade\r\n");
    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1");
    private static final byte[] END = Ascii.bytes("\r\n");

    private ResponseRewrite() {}

    /**
     * Makes the head, in a new buffer that the caller owns.
     *
     * @param room bytes that the caller is going to write behind the head
     * @param drop {@link Field#bit Bits} of fields that are left out, besides those that end at the proxy
     * @param added lines with their ends; null for none
     */
    static ByteBuf head(ByteBufAllocator alloc, ResponseHead head, int room, long drop, byte[]... added) {
        var fields = head.fields();
        var out = alloc.directBuffer(fields.bytes().length + 128 + room);
        out.writeBytes(VERSION).writeBytes(fields.bytes(), VERSION.length, fields.lineStart(0) - VERSION.length);
        HopByHop.copy(fields, drop, out);
        for (var line : added) {
            if (line != null) {
                out.writeBytes(line);
            }
        }
        return out.writeBytes(END);
    }

    /** The head of a 101, behind which other bytes than HTTP follow. */
    static ByteBuf upgraded(ByteBufAllocator alloc, ResponseHead head) {
        return head(alloc, head, 0, FRAMING, upgrade(head), UPGRADE);
    }

    /** A line with the protocols that the upstream offers, or changes to. */
    static byte[] upgrade(ResponseHead head) {
        return Ascii.bytes("Upgrade: " + head.fields().joined(Field.UPGRADE) + "\r\n");
    }

    /** The proxy's own response with its body, in a new buffer that the caller owns. */
    static ByteBuf own(ByteBufAllocator alloc, ResponseHead head, byte[] body, byte[] connection) {
        return head(alloc, head, body.length, 0, connection, HttpDate.line()).writeBytes(body);
    }
}
