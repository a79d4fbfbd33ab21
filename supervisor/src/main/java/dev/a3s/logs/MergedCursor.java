package dev.a3s.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Places in several logs: of the lines that are there, the earliest comes next. */
final class MergedCursor implements LogCursor {
    private final List<Head> heads = new ArrayList<>();
    private final Semaphore news;
    private final Optional<LinePattern> pattern;

    private static final class Head {
        private final ServiceCursor cursor;
        private Optional<LogLine> line = Optional.empty();

        private Head(ServiceCursor cursor) {
            this.cursor = cursor;
        }
    }

    /** @param news shared by the cursors */
    MergedCursor(List<ServiceCursor> cursors, Semaphore news, Optional<LinePattern> pattern) {
        this.pattern = pattern;
        cursors.forEach(cursor -> heads.add(new Head(cursor)));
        this.news = news;
    }

    @Override
    public Optional<LogLine> next(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            news.drainPermits();
            var line = earliest();
            if (line.isPresent() || !news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return line;
            }
        }
    }

    private Optional<LogLine> earliest() {
        Optional<Head> earliest = Optional.empty();
        for (var head : heads) {
            if (head.line.isEmpty()) {
                head.line = poll(head.cursor);
            }
            if (head.line.isPresent() && (earliest.isEmpty()
                    || head.line.get().time().isBefore(earliest.get().line.orElseThrow().time()))) {
                earliest = Optional.of(head);
            }
        }
        var line = earliest.flatMap(head -> head.line);
        earliest.ifPresent(head -> head.line = Optional.empty());
        return line;
    }

    private Optional<LogLine> poll(ServiceCursor cursor) {
        var line = cursor.poll();
        while (line.isPresent() && pattern.isPresent() && !pattern.get().isIn(line.get())) {
            line = cursor.poll();
        }
        return line;
    }

    @Override
    public Map<String, Long> position() {
        return heads.stream().collect(Collectors.toMap(head -> head.cursor.service(),
                head -> head.line.map(LogLine::sequence).orElse(head.cursor.nextSequence()) - 1));
    }

    @Override
    public void close() {
        heads.forEach(head -> head.cursor.close());
    }
}
