package dev.a3s.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the lines of one piece, in order. Used by one thread at a time. */
final class ChunkLines {
    private final String service;
    private final Chunk chunk;
    private final byte[] bytes;
    private final int longest;
    /** How many bytes of the first line are not in {@link #bytes}. */
    private final int leftOut;
    private int position;
    private int read;

    /** @param longest in bytes; of longer lines, only so much is given, and how long they are */
    ChunkLines(String service, Chunk chunk, byte[] bytes, int longest) {
        this(service, chunk, bytes, longest, 0);
    }

    private ChunkLines(String service, Chunk chunk, byte[] bytes, int longest, int leftOut) {
        this.service = service;
        this.chunk = chunk;
        this.bytes = bytes;
        this.longest = longest;
        this.leftOut = leftOut;
    }

    /**
     * The lines of a piece of which the middle was not read.
     *
     * @param head what the first line begins with
     * @param end  what the piece ends with, from somewhere in its first line on
     */
    static ChunkLines cut(String service, Chunk chunk, byte[] head, byte[] end, int longest) {
        int second = 0;
        while (second < end.length && end[second] != '\n') {
            second++;
        }
        var bytes = Arrays.copyOf(head, head.length + end.length - second);
        System.arraycopy(end, second, bytes, head.length, end.length - second);
        return new ChunkLines(service, chunk, bytes, longest, chunk.length() - bytes.length);
    }

    boolean hasNext() {
        return read < chunk.lines();
    }

    LogLine next() {
        int end = endOfLine();
        var line = new LogLine(service, chunk.time(), chunk.approximate(), chunk.stream(), chunk.launch(),
                text(end, read == 0 ? leftOut : 0), chunk.firstSequence() + read);
        position = Math.min(end + 1, bytes.length);
        read++;
        return line;
    }

    private byte[] text(int end, int missing) {
        int length = end - position + missing;
        if (length <= longest) {
            return Arrays.copyOfRange(bytes, position, end);
        }
        int cut = position + Math.min(longest, end - position);
        while (cut > position && cut < bytes.length && (bytes[cut] & 0xc0) == 0x80) {
            cut--; // not within a character
        }
        var note = (" … (cut: the line has " + length + " bytes)").getBytes(StandardCharsets.UTF_8);
        var text = Arrays.copyOfRange(bytes, position, cut + note.length);
        System.arraycopy(note, 0, text, cut - position, note.length);
        return text;
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
