package dev.a3s.proxy.http1;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/** The bytes that have arrived on a connection and are not consumed: usually none, or the one buffer just read, uncopied. */
final class UnreadBytes {
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    /** Takes over {@code arrived}. */
    void add(ByteBufAllocator alloc, ByteBuf arrived) {
        if (isEmpty()) {
            drop();
            bytes = arrived;
        } else {
            bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, bytes, arrived);
        }
    }

    /** The bytes, for the caller to read from; this object still owns the buffer. */
    ByteBuf bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return !bytes.isReadable();
    }

    int size() {
        return bytes.readableBytes();
    }

    /** Releases the buffer if all of it is read; to be called after reading. */
    void trim() {
        if (isEmpty()) {
            drop();
        }
    }

    /** The bytes that are left, which the caller owns; this object is empty after that. */
    Optional<ByteBuf> take() {
        var taken = bytes;
        if (isEmpty()) {
            drop();
            return Optional.empty();
        }
        bytes = Unpooled.EMPTY_BUFFER;
        return Optional.of(taken);
    }

    void drop() {
        bytes.release();
        bytes = Unpooled.EMPTY_BUFFER;
    }
}
