package dev.a3s.logs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A place in the log of one service: the next piece to read, and what is left of the one being read. */
final class ServiceCursor implements LogCursor, LogStore.Reader {
    private final String service;
    private final LogStore store;
    private final Semaphore news;
    private final Runnable wake;
    private Optional<ChunkLines> lines = Optional.empty();
    private long nextSequence;
    private final AtomicLong nextChunk; // read by whoever drops old pieces
    private final long end;
    private final int longest;

    /** @param news gets a permit when there is more to read; several cursors may share it */
    ServiceCursor(String service, LogStore store, Semaphore news, LogPlace start) {
        this(service, store, news, start, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * A place that reads up to another, or less than whole lines.
     *
     * @param end     the piece that it does not read any more
     * @param longest of longer lines only so many bytes are read
     */
    ServiceCursor(String service, LogStore store, Semaphore news, LogPlace start, long end, int longest) {
        this.end = end;
        this.longest = longest;
        this.service = service;
        this.store = store;
        this.news = news;
        this.wake = () -> wake(news);
        this.nextChunk = new AtomicLong(start.chunk());
        this.nextSequence = start.sequence();
        store.addReader(this);
        store.onAppend(wake);
    }

    private static void wake(Semaphore news) {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    @Override
    public long nextChunk() {
        return nextChunk.get();
    }

    String service() {
        return service;
    }

    /** The number of the line that comes next, or would. */
    long nextSequence() {
        return nextSequence;
    }

    @Override
    public Optional<LogLine> next(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            news.drainPermits();
            var line = poll();
            if (line.isPresent() || !news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return line;
            }
        }
    }

    /** The next line, if it is there. */
    Optional<LogLine> poll() {
        while (lines.isEmpty() || !lines.get().hasNext()) {
            if (nextChunk.get() >= Math.min(end, store.end())) {
                return Optional.empty();
            }
            if (nextChunk.get() < store.first()) {
                return dropped();
            }
            lines = store.lines(service, nextChunk.get(), longest).map(found -> found.skipTo(nextSequence));
            if (lines.isPresent()) {
                nextChunk.incrementAndGet();
            }
        }
        var line = lines.get().next();
        nextSequence = line.sequence() + 1;
        return Optional.of(line);
    }

    /** Says, in place of them, that lines went before this reader came to them. */
    private Optional<LogLine> dropped() {
        long first = store.first();
        return store.chunk(first).map(oldest -> {
            long count = oldest.firstSequence() - nextSequence;
            nextChunk.set(first);
            nextSequence = oldest.firstSequence();
            var text = count + " lines were dropped before they were read: the log is past its bound";
            return new LogLine(service, oldest.time(), true, LogLine.Stream.NOTE, false,
                    text.getBytes(StandardCharsets.UTF_8), nextSequence - 1);
        });
    }

    @Override
    public Map<String, Long> position() {
        return Map.of(service, nextSequence - 1);
    }

    @Override
    public void close() {
        store.removeListener(wake);
        store.removeReader(this);
    }
}
