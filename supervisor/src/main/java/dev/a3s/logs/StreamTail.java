package dev.a3s.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.a3s.logs.LogLine.Stream;

/**
 * Cuts what a file grows by into pieces of whole lines. A line without its line feed waits until that comes, until its
 * file has been quiet for half a second (a prompt), until it is as long as {@link #LONGEST_LINE}, or until
 * {@link #endLine} is called. Used under the {@link LogTail}'s lock.
 */
final class StreamTail {
    /** A line is taken in in parts of this size, so that one without an end never fills the memory: 16 MiB. */
    static final int LONGEST_LINE = 16 << 20;
    private static final Duration PROMPT = Duration.ofMillis(500);

    private final LogStore store;
    private final Stream stream;
    private final Clock clock;
    private long unwatchedTo;
    private final Instant unwatchedTime;
    private long scanned;
    private long grown = System.nanoTime();
    private boolean launch;

    /** Begins where the journal ends; what is in the file by now was written while nobody looked. */
    StreamTail(LogStore store, Stream stream, Clock clock) throws IOException {
        this.store = store;
        this.stream = stream;
        this.clock = clock;
        this.scanned = store.journal().end(stream);
        this.unwatchedTo = store.file(stream).size();
        this.unwatchedTime = Files.getLastModifiedTime(store.path(stream)).toInstant();
    }

    /** When the bytes were written that were found at the start. */
    Instant unwatchedTime() {
        return unwatchedTime;
    }

    /** How far the file goes now. */
    long size() throws IOException {
        return store.file(stream).size();
    }

    /**
     * Takes in one piece, at most {@value ReadBuffer#SIZE} bytes. Returns whether there was anything.
     *
     * @param size of the file, or as far as one wants to go
     */
    boolean advance(ReadBuffer memory, long size) throws IOException {
        if (size < scanned) {
            restart();
        }
        if (size <= scanned) {
            if (pending() > 0 && System.nanoTime() - grown > PROMPT.toNanos()) {
                endLine();
            }
            return false;
        }
        long limit = scanned < unwatchedTo ? Math.min(size, unwatchedTo) : size;
        var buffer = memory.cleared().limit((int) Math.min(ReadBuffer.SIZE, limit - scanned));
        int count = store.file(stream).read(buffer, scanned);
        if (count <= 0) {
            return false;
        }
        take(buffer, count);
        return true;
    }

    /** Goes over to the new file if ours is not the one of that name any more. */
    void checkFile() throws IOException {
        if (store.isReplaced(stream)) {
            restart();
        }
    }

    private void restart() throws IOException {
        store.restart(stream);
        scanned = 0;
        unwatchedTo = 0;
    }

    /** Whether there is something before this place that was not looked at yet. */
    boolean isBefore(long place) {
        return scanned < place;
    }

    /** Whether what is taken in from now on is the note that a launch begins with. */
    void launch(boolean begins) {
        launch = begins;
    }

    private void take(ByteBuffer bytes, int count) throws IOException {
        int lines = 0;
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (bytes.get(i) == '\n') {
                lines++;
                end = i + 1;
            }
        }
        if (lines > 0) {
            append((int) (pending() + end), lines, false);
        }
        scanned += count;
        grown = System.nanoTime();
        if (pending() >= LONGEST_LINE) {
            endLine();
        }
    }

    /** Takes in a line that has no line feed yet; what follows begins another. */
    void endLine() throws IOException {
        if (pending() > 0) {
            append((int) pending(), 1, true);
        }
    }

    private void append(int length, int lines, boolean open) throws IOException {
        boolean approximate = store.journal().end(stream) + length <= unwatchedTo;
        var time = approximate ? unwatchedTime : clock.instant();
        store.append(stream, approximate, open, launch, Chunk.micros(time), length, lines);
    }

    /** Bytes of a line that has not ended. */
    private long pending() {
        return scanned - store.journal().end(stream);
    }
}
