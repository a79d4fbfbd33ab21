package dev.a3s.daemon;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets at most {@value #MOST} events of one kind (the same logger and unformatted message) through in {@value #SECONDS} seconds,
 * so that a failure that repeats by the thousand, such as descriptors used up, does not fill the disk. How many were left out is
 * put into the next event of that kind. Any thread.
 */
final class RepeatFilter extends Filter<ILoggingEvent> {
    static final int MOST = 20;
    static final int SECONDS = 10;
    private static final long WINDOW = Duration.ofSeconds(SECONDS).toNanos();
    /** Kinds; beyond, the counts begin anew. */
    private static final int KINDS = 500;

    private record Kind(String logger, String message) {}

    private static final class Count {
        private long since = System.nanoTime();
        private int seen;
    }

    private final Map<Kind, Count> counts = new HashMap<>();
    private final Report report;

    /** Is told how many events of a kind were left out. */
    interface Report {
        void leftOut(int count, ILoggingEvent next);
    }

    RepeatFilter(Report report) {
        this.report = report;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        int leftOut = 0;
        synchronized (counts) {
            if (counts.size() >= KINDS) {
                counts.clear();
            }
            var count = counts.computeIfAbsent(new Kind(event.getLoggerName(), event.getMessage()), _ -> new Count());
            if (System.nanoTime() - count.since > WINDOW) {
                leftOut = Math.max(0, count.seen - MOST);
                count.since = System.nanoTime();
                count.seen = 0;
            }
            count.seen++;
            if (count.seen > MOST) {
                return FilterReply.DENY;
            }
        }
        if (leftOut > 0) {
            report.leftOut(leftOut, event);
        }
        return FilterReply.NEUTRAL;
    }
}
