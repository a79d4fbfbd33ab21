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
    /** The most pieces, of 64 KiB, that are taken in in one look at a file: other logs are waiting. */
    private static final int PIECES = 32;

    private final LogStore store;
    /** In the order in which they are taken in. */
    private final List<StreamTail> streams;
    private final StreamTail output;
    private final StreamTail error;
    private final StreamTail notes;
    private long checkedFiles = System.nanoTime();
    private boolean diskFull;
    private final ReadBuffer buffer = new ReadBuffer();

    LogTail(LogStore store, Clock clock) throws IOException {
        this.store = store;
        this.output = new StreamTail(store, Stream.OUT, clock);
        this.error = new StreamTail(store, Stream.ERR, clock);
        this.notes = new StreamTail(store, Stream.NOTE, clock);
        this.streams = List.of(output, error, notes);
        var oldestFirst = new ArrayList<>(streams);
        oldestFirst.sort(Comparator.comparing(StreamTail::unwatchedTime));
        for (var stream : oldestFirst) { // what was written while nobody looked
            take(stream, stream.size(), Integer.MAX_VALUE);
        }
        store.trim();
    }

    /**
     * Takes in what the files have grown by, standard output first; of a flood a part. Standard error waits until standard
     * output has been taken in as far as it went when standard error was looked at: or the trace of a crash would be read in
     * the middle of the flood that came before it. Returns whether there was anything.
     */
    synchronized boolean advance() throws IOException {
        if (System.nanoTime() - checkedFiles > CHECK_FILES.toNanos()) {
            checkFiles();
        }
        long errors = error.size(); // before that of output
        long outputs = output.size();
        boolean grew = take(output, outputs, PIECES);
        if (!output.isBefore(outputs)) {
            grew |= take(error, errors, PIECES);
        }
        if (grew) {
            store.trim();
        } else {
            buffer.release();
        }
        return grew;
    }

    /**
     * Takes in a file up to a place, and not more than so many pieces. A file that has not grown is looked at for a line without
     * end.
     */
    private boolean take(StreamTail stream, long place, int pieces) throws IOException {
        boolean grew = stream.advance(buffer, place);
        boolean more = grew;
        for (int i = 1; i < pieces && more && stream.isBefore(place); i++) {
            more = stream.advance(buffer, place);
        }
        return grew;
    }

    /** Whether what the service writes now may be lost, as of some seconds ago. */
    synchronized boolean isDiskFull() {
        return diskFull;
    }

    private void checkFiles() throws IOException {
        checkedFiles = System.nanoTime();
        diskFull = store.usableSpace() < FULL;
        for (var stream : streams) {
            stream.checkFile();
        }
    }

    /** Takes in everything that is in the files when this is called, also a last line without line feed. */
    synchronized void drain() throws IOException {
        catchUp();
        for (var stream : streams) {
            stream.endLine();
        }
        store.trim();
    }

    /**
     * Adds a line of a3s itself, after everything that is in the files by now.
     *
     * @param launch whether a launch of the service begins with it
     */
    synchronized void note(String text, boolean launch) throws IOException {
        catchUp();
        var file = store.file(Stream.NOTE);
        var line = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        file.write(line, file.size());
        notes.launch(launch);
        try {
            catchUp();
        } finally {
            notes.launch(false);
        }
        store.trim();
    }

    @Override
    public synchronized void close() throws IOException {
        store.close();
    }

    /** Takes in what is there now and no more: a service that goes on writing does not hold the caller for ever. */
    private void catchUp() throws IOException {
        for (var stream : streams) {
            take(stream, stream.size(), Integer.MAX_VALUE);
        }
    }
}
