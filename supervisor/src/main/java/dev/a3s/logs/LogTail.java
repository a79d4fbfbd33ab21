package dev.a3s.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.a3s.logs.LogLine.Stream;

/**
 * Takes what the files of one log grew by into its journal. Whoever wants it done does it: {@link TailLoop} again and
 * again, a caller of {@link #drain} at once. The lock of this object is held meanwhile.
 */
final class LogTail implements AutoCloseable {
    private static final Duration CHECK_FILES = Duration.ofSeconds(5);
    /** Bytes left on a disk that is as good as full. */
    private static final long FULL = 64 << 10;

    private final LogStore store;
    private final List<StreamTail> streams;
    private long checkedFiles = System.nanoTime();
    private boolean diskFull;
    private final ByteBuffer buffer = StreamTail.buffer();

    LogTail(LogStore store, Clock clock) throws IOException {
        this.store = store;
        var tails = new ArrayList<StreamTail>();
        for (var stream : Stream.values())
            tails.add(new StreamTail(store, stream, clock));
        tails.sort(Comparator.comparing(StreamTail::unwatchedTime));
        this.streams = List.copyOf(tails);
        catchUp(); // what was written while nobody looked, oldest file first
    }

    /** One piece of each file. Says whether there was anything. */
    synchronized boolean advance() throws IOException {
        boolean grew = false;
        if (System.nanoTime() - checkedFiles > CHECK_FILES.toNanos())
            checkFiles();
        for (var stream : streams) {
            if (stream.stream() != Stream.NOTE) // that one we write ourselves, and take it in then
                grew |= stream.advance(buffer);
        }
        if (grew)
            store.trim();
        return grew;
    }

    /** Whether what the service writes now may be lost, as of some seconds ago. */
    synchronized boolean isDiskFull() {
        return diskFull;
    }

    private void checkFiles() throws IOException {
        checkedFiles = System.nanoTime();
        diskFull = store.usableSpace() < FULL;
        for (var stream : streams)
            stream.checkFile();
    }

    /** Everything that is in the files when this is called, also a last line without line feed. */
    synchronized void drain() throws IOException {
        catchUp();
        for (var stream : streams)
            stream.endLine();
        store.trim();
    }

    /** A line of our own, after everything that is in the files by now. */
    synchronized void note(String text) throws IOException {
        catchUp();
        var file = store.file(Stream.NOTE);
        var line = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        file.write(line, file.size());
        catchUp();
    }

    @Override
    public synchronized void close() throws IOException {
        store.close();
    }

    /** Up to what is there now: a service that goes on writing does not hold us for ever. */
    private void catchUp() throws IOException {
        for (var stream : streams) {
            long size = store.file(stream.stream()).size();
            while (stream.isBefore(size) && stream.advance(buffer)) {
                // one piece at a time
            }
        }
    }
}
