package dev.a3s.proxy.http1;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.FieldSection;

/** The frames that the proxy itself puts around content (RFC 9112 §7.1). Each buffer is new and the caller's. */
final class Chunks {
    private static final byte[] LINE_END = Ascii.bytes("\r\n");
    private static final byte[] LAST = Ascii.bytes("0\r\n");

    private Chunks() {}

    /** What stands before {@code length} bytes of content. */
    static ByteBuf before(ByteBufAllocator alloc, int length) {
        return alloc.directBuffer(16).writeBytes(Ascii.bytes(Integer.toHexString(length) + "\r\n"));
    }

    /** What stands behind a chunk's content. */
    static ByteBuf after(ByteBufAllocator alloc) {
        return alloc.directBuffer(2).writeBytes(LINE_END);
    }

    /** What ends a chunked body, with the parts of its trailer that may be passed on. */
    static ByteBuf last(ByteBufAllocator alloc, Optional<FieldSection> trailer) {
        var out = alloc.directBuffer(16 + trailer.map(fields -> fields.bytes().length).orElse(0));
        out.writeBytes(LAST);
        trailer.ifPresent(fields -> HopByHop.copyTrailer(fields, out));
        return out.writeBytes(LINE_END);
    }
}
