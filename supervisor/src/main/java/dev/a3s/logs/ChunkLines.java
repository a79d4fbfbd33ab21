package dev.a3s.logs;

import java.util.Arrays;

/** Reads the lines of one piece, in order. Used by one thread at a time. */
final class ChunkLines {
    private final String service;
    private final Chunk chunk;
    private final byte[] bytes;
    private int position;
    private int read;

    ChunkLines(String service, Chunk chunk, byte[] bytes) {
        this.service = service;
        this.chunk = chunk;
        this.bytes = bytes;
    }

    boolean hasNext() {
        return read < chunk.lines();
    }

    LogLine next() {
        int end = endOfLine();
        var line = new LogLine(service, chunk.time(), chunk.approximate(), chunk.stream(), chunk.launch(),
                Arrays.copyOfRange(bytes, position, end), chunk.firstSequence() + read);
        position = Math.min(end + 1, bytes.length);
        read++;
        return line;
    }

    /** Goes on to the line with this number, if it comes later. */
    ChunkLines skipTo(long sequence) {
        while (hasNext() && chunk.firstSequence() + read < sequence) {
            position = Math.min(endOfLine() + 1, bytes.length);
            read++;
        }
        return this;
    }

    private int endOfLine() {
        int end = position;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
