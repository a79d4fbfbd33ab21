package dev.a3s.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LogLine.Stream;

/**
 * What is on disk of one log: a file for each stream, and the journal. Any number of readers beside one writer, the
 * {@link LogTail}; dropping old entries excludes both for a moment.
 */
final class LogStore implements AutoCloseable {
    private static final Map<Stream, String> NAMES = Map.of(Stream.OUT, "stdout.log", Stream.ERR, "stderr.log",
            Stream.NOTE, "a3s.log");

    private static final int READ = 128 << 10;
    private static final int PATIENCE = 4;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);

    private final Path dir;
    private final long bound;
    private Optional<FileStore> disk = Optional.empty();
    private boolean punches = true;
    private boolean trims = true;
    private long trimAgain = System.nanoTime();
    private final Map<Stream, LogFile> files = new EnumMap<>(Stream.class);
    private final Map<Stream, Object> keys = new EnumMap<>(Stream.class);
    private final Journal journal;
    private final ReentrantReadWriteLock dropping = new ReentrantReadWriteLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

    LogStore(Path dir, long bound) throws IOException {
        this.dir = dir;
        this.bound = bound;
        Files.createDirectories(dir,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (var stream : Stream.values()) {
            openFile(stream);
        }
        this.journal = Journal.open(dir.resolve("journal"));
        punch(); // a crash may have come between dropping and punching
    }

    private LogStore(Path dir) throws IOException {
        this.dir = dir;
        this.bound = Long.MAX_VALUE;
        for (var stream : Stream.values()) {
            files.put(stream, LogFile.openToRead(path(stream)));
        }
        this.journal = Journal.openToRead(dir.resolve("journal"));
    }

    /** To read only, as it is; it has no writer. */
    static LogStore past(Path dir) throws IOException {
        return new LogStore(dir);
    }

    private void openFile(Stream stream) throws IOException {
        files.put(stream, LogFile.open(path(stream)));
        keys.put(stream, key(stream));
    }

    private Object key(Stream stream) throws IOException {
        return Files.readAttributes(path(stream), BasicFileAttributes.class).fileKey();
    }

    /** Whether somebody removed or replaced a file, so that the service's next run writes to another. For the writer. */
    boolean isReplaced(Stream stream) throws IOException {
        return !Files.exists(path(stream)) || !key(stream).equals(keys.get(stream));
    }

    /** Begins a file anew that somebody truncated, removed or replaced; what the journal says is void then. */
    void restart(Stream stream) throws IOException {
        LOG.warn("{} was emptied or removed by somebody else: its log begins anew", path(stream));
        dropping.writeLock().lock();
        try {
            files.get(stream).close();
            openFile(stream);
            journal.restart(stream);
        } finally {
            dropping.writeLock().unlock();
        }
    }

    /** Bytes that can still be written to the disk. For the writer. */
    long usableSpace() throws IOException {
        if (disk.isEmpty()) {
            disk = Optional.of(Files.getFileStore(dir)); // kept: to find it takes reading all mounts
        }
        return disk.get().getUsableSpace();
    }

    Path path(Stream stream) {
        return dir.resolve(NAMES.get(stream));
    }

    LogFile file(Stream stream) {
        return files.get(stream);
    }

    /** For the writer, and for readers that hold no number longer than one call. */
    Journal journal() {
        return journal;
    }

    /** Adds the next piece of a file and wakes who waits for one. */
    void append(Stream stream, boolean approximate, boolean open, boolean launch, long micros, int length, int lines)
            throws IOException {
        journal.append(new Chunk(stream, approximate, open, launch, Math.max(micros, journal.lastMicros()),
                journal.end(stream), length, lines, journal.nextSequence()));
        listeners.forEach(Runnable::run);
    }

    /** Called after each new piece, on the writer's thread; must return at once. */
    void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    /** A reader that has yet to read a part of the log. */
    interface Reader {

        /** The piece that this reader still needs, and all after it. */
        long nextChunk();
    }

    /** Until {@link #removeReader}, {@link #trim} keeps what {@code reader} still has to read. */
    void addReader(Reader reader) {
        readers.add(reader);
    }

    void removeReader(Reader reader) {
        readers.remove(reader);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** The number of the oldest piece. */
    long first() {
        dropping.readLock().lock();
        try {
            return journal.first();
        } finally {
            dropping.readLock().unlock();
        }
    }

    long end() {
        return journal.end();
    }

    /** Empty for a piece that was dropped, or is not there yet. */
    Optional<Chunk> chunk(long number) {
        dropping.readLock().lock();
        try {
            return journal.get(number);
        } catch (IOException e) {
            throw new LogUnreadable(dir, e);
        } finally {
            dropping.readLock().unlock();
        }
    }

    /** A piece and its bytes, read under one lock so that they cannot be dropped in between. */
    Optional<ChunkLines> lines(String service, long number) {
        return lines(service, number, Integer.MAX_VALUE);
    }

    /**
     * The same with longer lines cut.
     *
     * @param longest in bytes; of a piece with a much longer line, what is cut off is not read into memory
     */
    Optional<ChunkLines> lines(String service, long number, int longest) {
        dropping.readLock().lock();
        try {
            var chunk = journal.get(number);
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            var file = files.get(chunk.get().stream());
            if (chunk.get().length() <= ReadBuffer.SIZE || longest >= chunk.get().length()) {
                var bytes = ByteBuffer.allocate(chunk.get().length());
                readFully(file, bytes, chunk.get().from());
                return Optional.of(new ChunkLines(service, chunk.get(), bytes.array(), longest));
            }
            // Only its first line is long: what follows it was found in one read.
            var head = ByteBuffer.allocate(longest);
            readFully(file, head, chunk.get().from());
            var end = ByteBuffer.allocate(ReadBuffer.SIZE);
            readFully(file, end, chunk.get().from() + chunk.get().length() - ReadBuffer.SIZE);
            return Optional.of(ChunkLines.cut(service, chunk.get(), head.array(), end.array(), longest));
        } catch (IOException e) {
            throw new LogUnreadable(dir, e);
        } finally {
            dropping.readLock().unlock();
        }
    }

    /**
     * Drops the oldest pieces once the log is larger than its bound, until a tenth of it is free. What a reader has
     * yet to read stays, up to {@value #PATIENCE} times the bound. Where that fails (a full disk, a directory that may not
     * be written) the log goes on past its bound, which is said once. For the writer.
     */
    void trim() {
        long size = size();
        if (size <= bound || System.nanoTime() - trimAgain < 0) {
            return;
        }
        try {
            trim(size);
            trims = true;
        } catch (IOException e) {
            if (trims) {
                LOG.warn("the log in {} grows past its bound of {} bytes: {}", dir, bound, e.getMessage());
            }
            trims = false;
            trimAgain = System.nanoTime() + TRY_AGAIN.toNanos();
        }
    }

    private void trim(long size) throws IOException {
        long needed = readers.stream().mapToLong(Reader::nextChunk).min().orElse(Long.MAX_VALUE);
        long forced = size > PATIENCE * bound ? PATIENCE * bound / 10 * 9 : Long.MAX_VALUE;
        long left = size;
        long number = journal.first();
        while (number < journal.end() - 1 && left > (number < needed ? bound / 10 * 9 : forced)) {
            left -= journal.get(number).orElseThrow().length() + Chunk.SIZE;
            number++;
        }
        if (size - left < bound / 20) { // not worth writing the journal anew
            return;
        }
        dropping.writeLock().lock();
        try {
            journal.dropBefore(number);
            punch();
        } finally {
            dropping.writeLock().unlock();
        }
    }

    private long size() {
        return journal.size()
                + files.keySet().stream().mapToLong(stream -> journal.end(stream) - journal.start(stream)).sum();
    }

    private void punch() {
        try {
            for (var stream : files.keySet()) {
                Holes.punch(path(stream), journal.start(stream));
            }
        } catch (IOException e) {
            if (punches) {
                LOG.warn("old lines are dropped, but their space is not freed: {}", e.getMessage());
            }
            punches = false;
        }
    }

    /** Reads in steps: the JDK keeps a buffer outside the heap as large as the largest step, for each thread. */
    private static void readFully(LogFile file, ByteBuffer target, long from) throws IOException {
        int count = 0;
        while (count >= 0 && target.position() < target.capacity()) {
            target.limit(Math.min(target.capacity(), target.position() + READ));
            count = file.read(target, from + target.position());
        }
    }

    /** For what was only read. */
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("{}", dir, e);
        }
    }

    @Override
    public void close() throws IOException {
        dropping.writeLock().lock();
        try {
            for (var file : files.values()) {
                file.close();
            }
            journal.close();
        } finally {
            dropping.writeLock().unlock();
        }
    }
}
