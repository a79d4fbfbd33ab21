package dev.a3s.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Places in several logs: of the lines that are there, the earliest comes next. */
final class MergedCursor implements LogCursor {
    private final List<Head> heads = new ArrayList<>();
    private final Semaphore news;

    private static final class Head {
        private final ServiceCursor cursor;
        private Optional<LogLine> line = Optional.empty();

        private Head(ServiceCursor cursor) {
            this.cursor = cursor;
        }
    }

    /** @param news shared by the cursors */
    MergedCursor(List<ServiceCursor> cursors, Semaphore news) {
        cursors.forEach(cursor -> heads.add(new Head(cursor)));
        this.news = news;
    }

    @Override
    public Optional<LogLine> next(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            news.drainPermits();
            var line = earliest();
            if (line.isPresent() || !news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS))
                return line;
        }
    }

    private Optional<LogLine> earliest() {
        Optional<Head> earliest = Optional.empty();
        for (var head : heads) {
            if (head.line.isEmpty())
                head.line = head.cursor.poll();
            if (head.line.isPresent() && (earliest.isEmpty()
                    || head.line.get().time().isBefore(earliest.get().line.orElseThrow().time())))
                earliest = Optional.of(head);
        }
        var line = earliest.flatMap(head -> head.line);
        earliest.ifPresent(head -> head.line = Optional.empty());
        return line;
    }

    @Override
    public void close() {
        heads.forEach(head -> head.cursor.close());
    }
}
