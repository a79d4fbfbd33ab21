package dev.a3s.logs;

import java.nio.ByteBuffer;

/** The memory that one log is read into: kept while the log grows, given back when it rests, as most logs do most of the time. */
final class ReadBuffer {
    /** Bytes. */
    static final int SIZE = 64 << 10;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NONE;

    /** {@value #SIZE} bytes to read into. */
    ByteBuffer cleared() {
        if (bytes.capacity() == 0) {
            bytes = ByteBuffer.allocate(SIZE);
        }
        return bytes.clear();
    }

    void release() {
        bytes = NONE;
    }
}
