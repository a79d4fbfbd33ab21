package dev.a3s.logs;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

import dev.a3s.logs.LogLine.Stream;

/**
 * A piece of one file that was found at one moment: whole lines, at least one. An entry of the {@link Journal}.
 *
 * @param micros        since 1970, when it was found
 * @param from          where it begins in its file
 * @param length        in bytes, with the line feeds
 * @param firstSequence the number of its first line
 * @param open          whether its last line has no line feed: it was taken in because nothing followed for a while
 * @param launch        whether it is the note that a launch of the service begins with; journals of before this mark have none
 */
record Chunk(Stream stream, boolean approximate, boolean open, boolean launch, long micros, long from, int length,
        int lines,
        long firstSequence) {
    /** Bytes of one entry: all fields and a checksum. */
    static final int SIZE = 40;
    private static final List<Stream> CODES = List.of(Stream.OUT, Stream.ERR, Stream.NOTE); // as on disk
    private static final int APPROXIMATE = 1;
    private static final int OPEN = 2;
    private static final int LAUNCH = 4;

    long to() {
        return from + length;
    }

    /** The number after that of its last line. */
    long nextSequence() {
        return firstSequence + lines;
    }

    Instant time() {
        return Instant.EPOCH.plusNanos(micros * 1000);
    }

    static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
    }

    void write(ByteBuffer target) {
        int start = target.position();
        target.putInt(0)
                .put((byte) CODES.indexOf(stream))
                .put((byte) ((approximate ? APPROXIMATE : 0) | (open ? OPEN : 0) | (launch ? LAUNCH : 0)))
                .putShort((short) 0);
        target.putLong(micros).putLong(from).putInt(length).putInt(lines).putLong(firstSequence);
        target.putInt(start, checksum(target, start));
    }

    /** Empty for what was not written completely. */
    static Optional<Chunk> read(ByteBuffer source) {
        int start = source.position();
        source.position(start + SIZE);
        if (source.getInt(start) != checksum(source, start)) {
            return Optional.empty();
        }
        int flags = source.get(start + 5);
        return Optional.of(new Chunk(CODES.get(source.get(start + 4)), (flags & APPROXIMATE) != 0,
                (flags & OPEN) != 0, (flags & LAUNCH) != 0, source.getLong(start + 8), source.getLong(start + 16),
                source.getInt(start + 24),
                source.getInt(start + 28), source.getLong(start + 32)));
    }

    private static int checksum(ByteBuffer buffer, int start) {
        var crc = new CRC32();
        crc.update(buffer.slice(start + 4, SIZE - 4));
        return (int) crc.getValue();
    }
}
