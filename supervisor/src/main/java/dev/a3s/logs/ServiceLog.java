package dev.a3s.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LogLine.Stream;

/**
 * The log of one service, over all its runs. While it is open, what the service writes to {@link #stdout} and
 * {@link #stderr} is found within some milliseconds, a fifth of a second at most after a quiet time; a line without its
 * line feed is taken in half a second after its file went quiet. Only one process at a time may have a log open. Safe for use
 * by several threads.
 */
public final class ServiceLog extends Log {
    /** Default of the bytes on disk for one service: 50 MB. */
    public static final long DEFAULT_BOUND = 50L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ServiceLog.class);

    private final LogTail tail;
    private final TailLoop.Follower follower = new Follower();
    private volatile Optional<String> trouble = Optional.empty();

    private ServiceLog(String service, LogStore store, LogTail tail) {
        super(service, store);
        this.tail = tail;
    }

    /**
     * Opens or begins a log. Lines that were written since it was last open are taken in first and marked approximate.
     *
     * @param dir   created with mode 0700 where it is missing
     * @param bound bytes on disk, at least a few hundred kilobytes; beyond it the oldest lines go, but those that an open cursor
     *              has yet to read only beyond four times as much
     * @throws LogUnreadable when the directory or its files cannot be used
     */
    public static ServiceLog open(String service, Path dir, long bound) {
        try {
            var store = new LogStore(dir, bound);
            var log = new ServiceLog(service, store, new LogTail(store, Clock.systemUTC()));
            TailLoop.shared().add(log.follower);
            return log;
        } catch (IOException e) {
            throw new LogUnreadable(dir, e);
        }
    }

    /** Where the service's standard output is appended to. */
    public Path stdout() {
        return store().path(Stream.OUT);
    }

    /** Where the service's standard error is appended to. */
    public Path stderr() {
        return store().path(Stream.ERR);
    }

    /** What is wrong with the log, for a user; empty if nothing is. Some seconds old at most. */
    public Optional<String> trouble() {
        return trouble;
    }

    private final class Follower implements TailLoop.Follower {
        @Override
        public boolean advance() throws IOException {
            return tail.advance();
        }

        @Override
        public boolean isDiskFull() {
            return tail.isDiskFull();
        }

        @Override
        public void troubled(Optional<String> why) {
            if (!trouble.equals(why)) {
                trouble = why;
                LOG.warn("the log of {}: {}", service(), why.orElse("all is well again"));
            }
        }
    }

    /** Adds a line of a3s itself, after everything that the service has written so far. */
    public void note(String text) {
        note(text, false);
    }

    /**
     * Adds the line that a launch of the service begins with; {@link LogLine#launch} marks it. Whatever the service writes after
     * it is of that launch or of a later one.
     */
    public void noteLaunch(String text) {
        note(text, true);
    }

    private void note(String text, boolean launch) {
        try {
            tail.note(text, launch);
        } catch (IOException e) {
            throw new LogUnreadable(stdout().getParent(), e);
        }
    }

    /**
     * Returns when everything written so far can be read, a last line without line feed too. For the end of a process, so
     * that its last words come before a note about it.
     */
    public void drain() {
        try {
            tail.drain();
        } catch (IOException e) {
            throw new LogUnreadable(stdout().getParent(), e);
        }
    }

    /** The last lines of all streams, at most so many, oldest first. Whole, however long: {@link #excerpt} is for people. */
    public List<LogLine> last(int count) {
        return readAll(LogPlace.last(store(), count), Integer.MAX_VALUE);
    }

    /** The same for a message or a page: of a line that is longer than {@link LogQuery#EXCERPT} bytes, only so much. */
    public List<LogLine> excerpt(int count) {
        return readAll(LogPlace.last(store(), count), LogQuery.EXCERPT);
    }

    /** The lines found at that moment or later, oldest first. All in memory: {@link #followSince} where it may be many. */
    public List<LogLine> since(Instant time) {
        return readAll(LogPlace.since(store(), time), Integer.MAX_VALUE);
    }

    /** Begins with the last lines and goes on with what comes, over restarts of the service. */
    public LogCursor follow(int lastLines) {
        return cursor(LogPlace.last(store(), lastLines), new Semaphore(0));
    }

    /** Begins with the lines found at that moment or later. */
    public LogCursor followSince(Instant time) {
        return cursor(LogPlace.since(store(), time), new Semaphore(0));
    }

    /** Begins after the line of that number, for a reader that was cut off. */
    public LogCursor followAfter(long sequence) {
        return cursor(LogPlace.after(store(), sequence), new Semaphore(0));
    }

    ServiceCursor cursor(LogPlace start, Semaphore news) {
        return new ServiceCursor(service(), store(), news, start);
    }

    private List<LogLine> readAll(LogPlace start, int longest) {
        long end = store().end();
        var lines = new ArrayList<LogLine>();
        try (var cursor = new ServiceCursor(service(), store(), new Semaphore(0), start, Long.MAX_VALUE, longest)) {
            while (true) {
                var line = cursor.nextChunk() > end ? Optional.<LogLine>empty() : cursor.poll();
                if (line.isEmpty()) {
                    return lines;
                }
                lines.add(line.get());
            }
        }
    }

    /** Ends the watching; cursors that are open fail. What is written from now on is found by the next {@link #open}. */
    @Override
    public void close() {
        TailLoop.shared().remove(follower);
        try {
            tail.close();
        } catch (IOException e) {
            throw new LogUnreadable(stdout().getParent(), e);
        }
    }
}
