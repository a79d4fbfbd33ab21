package dev.a3s.proxy.http1;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.FieldSection;

/** Makes the chunk frames that the proxy itself puts around content (RFC 9112 §7.1), each in a new buffer that the caller owns. */
final class Chunks {
    private static final byte[] LINE_END = Ascii.bytes("\r\n");
    private static final byte[] LAST = Ascii.bytes("0\r\n");

    private Chunks() {}

    /** The line that begins a chunk of {@code length} bytes. */
    static ByteBuf before(ByteBufAllocator alloc, long length) {
        return alloc.directBuffer(18).writeBytes(Ascii.bytes(Long.toHexString(length) + "\r\n"));
    }

    /** The line end that follows a chunk's content. */
    static ByteBuf after(ByteBufAllocator alloc) {
        return alloc.directBuffer(2).writeBytes(LINE_END);
    }

    /** The last chunk, of size 0, with the fields of {@code trailer} that may be passed on. */
    static ByteBuf last(ByteBufAllocator alloc, Optional<FieldSection> trailer) {
        var out = alloc.directBuffer(16 + trailer.map(fields -> fields.bytes().length).orElse(0));
        out.writeBytes(LAST);
        trailer.ifPresent(fields -> HopByHop.copyTrailer(fields, out));
        return out.writeBytes(LINE_END);
    }
}
