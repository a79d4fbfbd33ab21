package dev.a3s.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

import dev.a3s.logs.LogLine.Stream;

/**
 * The list of all {@linkplain Chunk pieces} of one log, oldest first: a file of entries of one size after a header. It is
 * only ever appended to, so a crash can spoil its end alone, and what was spoiled is found again in the log's files.
 * Entries have a number that stays the same when earlier ones are dropped. One writer at a time; dropping excludes
 * readers, see {@link LogStore}.
 *
 * <pre>
 * header: "A3SLOG01", number of the first entry, next sequence there, where each of three files begins, checksum
 * </pre>
 */
final class Journal implements AutoCloseable {
    private static final long MAGIC = 0x4133534C4F473031L;
    private static final int HEADER = 8 * 7;
    private static final List<Stream> FILES = List.of(Stream.OUT, Stream.ERR, Stream.NOTE); // as in the header

    private final Path path;
    private LogFile file;
    private long first;
    private long firstSequence = 1;
    private final Map<Stream, Long> starts = zeros();
    private volatile long end;
    private final Map<Stream, Long> ends = zeros();
    private long nextSequence = 1;
    private long lastMicros;

    private Journal(Path path, LogFile file) {
        this.path = path;
        this.file = file;
    }

    /** Opens or begins it; what does not make sense at its end is cut off. */
    static Journal open(Path path) throws IOException {
        var journal = new Journal(path, LogFile.open(path));
        if (!journal.readHeader()) {
            writeHeader(journal.file, journal.first, journal.firstSequence, journal.starts);
        }
        journal.recover();
        journal.file.truncate(journal.position(journal.end));
        return journal;
    }

    /** Opens it as it is; nothing may be added or dropped. */
    static Journal openToRead(Path path) throws IOException {
        var journal = new Journal(path, LogFile.openToRead(path));
        if (journal.readHeader()) {
            journal.recover();
        }
        return journal;
    }

    private static Map<Stream, Long> zeros() {
        var zeros = new EnumMap<Stream, Long>(Stream.class);
        FILES.forEach(stream -> zeros.put(stream, 0L));
        return zeros;
    }

    private boolean readHeader() throws IOException {
        var header = ByteBuffer.allocate(HEADER);
        readFully(header, 0);
        if (header.position() < HEADER || header.getLong(0) != MAGIC
                || header.getLong(HEADER - 8) != checksum(header)) {
            return false;
        }
        first = header.getLong(8);
        firstSequence = header.getLong(16);
        header.position(24);
        FILES.forEach(stream -> starts.put(stream, header.getLong()));
        return true;
    }

    private static void writeHeader(LogFile target, long first, long firstSequence, Map<Stream, Long> starts)
            throws IOException {
        var header = ByteBuffer.allocate(HEADER).putLong(MAGIC).putLong(first).putLong(firstSequence);
        FILES.forEach(stream -> header.putLong(starts.get(stream)));
        header.putLong(checksum(header)).flip();
        target.write(header, 0);
    }

    private static long checksum(ByteBuffer header) {
        var crc = new CRC32();
        crc.update(header.slice(0, HEADER - 8));
        return crc.getValue();
    }

    /** Reads all entries once, for where things end: before the first that is not whole. */
    private void recover() throws IOException {
        end = first;
        nextSequence = firstSequence;
        ends.putAll(starts);
        var block = ByteBuffer.allocate(Chunk.SIZE * 4096);
        while (true) {
            block.clear();
            readFully(block, position(end));
            block.flip();
            while (block.remaining() >= Chunk.SIZE) {
                var chunk = Chunk.read(block).filter(this::continues);
                if (chunk.isEmpty()) {
                    return;
                }
                count(chunk.get());
            }
            if (block.limit() < block.capacity()) {
                return;
            }
        }
    }

    private boolean continues(Chunk chunk) {
        return chunk.firstSequence() == nextSequence && chunk.from() == ends.get(chunk.stream());
    }

    private void count(Chunk chunk) {
        ends.put(chunk.stream(), chunk.to());
        nextSequence = chunk.nextSequence();
        lastMicros = chunk.micros();
        long next = end + 1;
        end = next; // last, and volatile: readers see a whole entry
    }

    /** The number of the oldest entry. */
    long first() {
        return first;
    }

    /** The number that the next entry gets. */
    long end() {
        return end;
    }

    /** The number that the next line gets. */
    long nextSequence() {
        return nextSequence;
    }

    /** No later entry may be older. */
    long lastMicros() {
        return lastMicros;
    }

    /** The place in a file from which on its bytes are in no entry yet. */
    long end(Stream stream) {
        return ends.get(stream);
    }

    /** Before that, a file's bytes are in no entry any more. */
    long start(Stream stream) {
        return starts.get(stream);
    }

    /** Bytes that the entries take. */
    long size() {
        return position(end);
    }

    void append(Chunk chunk) throws IOException {
        if (!continues(chunk)) {
            throw new IllegalStateException("not the next piece: " + chunk);
        }
        var entry = ByteBuffer.allocate(Chunk.SIZE);
        chunk.write(entry);
        file.write(entry.flip(), position(end));
        count(chunk);
    }

    /** Empty for a number that was dropped, or is not there yet. */
    Optional<Chunk> get(long number) throws IOException {
        if (number < first || number >= end) {
            return Optional.empty();
        }
        var entry = ByteBuffer.allocate(Chunk.SIZE);
        readFully(entry, position(number));
        var chunk = Chunk.read(entry.flip());
        if (chunk.isEmpty()) {
            throw new IOException(path + " was changed by somebody else at entry " + number);
        }
        return chunk;
    }

    /** Forgets the entries before a number, all at once or, after a crash or a failure, none. */
    void dropBefore(long number) throws IOException {
        var newStarts = new EnumMap<>(starts);
        long newFirstSequence = firstSequence;
        for (long i = first; i < number; i++) {
            var chunk = get(i).orElseThrow();
            newStarts.put(chunk.stream(), chunk.to());
            newFirstSequence = chunk.nextSequence();
        }
        rewrite(number, newFirstSequence, newStarts);
    }

    /** Forgets all entries, and of one file that it was ever read: it begins anew. */
    void restart(Stream stream) throws IOException {
        ends.put(stream, 0L);
        rewrite(end, nextSequence, ends);
    }

    private void rewrite(long newFirst, long newFirstSequence, Map<Stream, Long> newStarts) throws IOException {
        var shorter = path.resolveSibling(path.getFileName() + ".new");
        var target = LogFile.open(shorter);
        try {
            target.truncate(0);
            writeHeader(target, newFirst, newFirstSequence, newStarts);
            copy(target, position(newFirst), position(end));
            Files.move(shorter, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            target.close();
            throw e;
        }
        file.close();
        file = target;
        first = newFirst;
        firstSequence = newFirstSequence;
        starts.putAll(newStarts);
    }

    private long position(long number) {
        return HEADER + (number - first) * Chunk.SIZE;
    }

    private void readFully(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            if (file.read(target, position + target.position() - start) < 0) {
                return;
            }
        }
    }

    /** Writes our entries from one place to another behind the header of {@code target}. */
    private void copy(LogFile target, long from, long to) throws IOException {
        var block = ByteBuffer.allocate(Chunk.SIZE * 4096);
        for (long at = from; at < to;) {
            block.clear().limit((int) Math.min(block.capacity(), to - at));
            readFully(block, at);
            target.write(block.flip(), HEADER + at - from);
            at += block.limit();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
