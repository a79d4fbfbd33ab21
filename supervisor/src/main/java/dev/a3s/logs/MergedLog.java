package dev.a3s.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** The logs of several services as one, in the order of time. */
public final class MergedLog {
    private final List<ServiceLog> logs;

    /** @param logs lines of the same moment come in this order */
    public MergedLog(Collection<ServiceLog> logs) {
        this.logs = List.copyOf(logs);
    }

    /** The last lines of all together, at most so many, oldest first. */
    public List<LogLine> last(int count) {
        var lines = merged(log -> log.last(count));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** The lines found at that moment or later, oldest first; all in memory. */
    public List<LogLine> since(Instant time) {
        return merged(log -> log.since(time));
    }

    /** Begins with the last lines of all together and goes on with what comes from any, as it comes. */
    public LogCursor follow(int lastLines) {
        var last = last(lastLines);
        return cursor(log -> {
            var end = LogPlace.end(log.store());
            return last.stream()
                    .filter(line -> line.service().equals(log.service()))
                    .findFirst()
                    .map(line -> LogPlace.after(log.store(), line.sequence() - 1))
                    .orElse(end);
        });
    }

    /** Begins with the lines found at that moment or later. */
    public LogCursor followSince(Instant time) {
        return cursor(log -> LogPlace.since(log.store(), time));
    }

    /**
     * Goes on where a reader was cut off.
     *
     * @param seen  the last line that it saw of a service
     * @param begun when it began to read; of other services, everything since then is new to it
     */
    public LogCursor followAfter(Map<String, Long> seen, Instant begun) {
        return cursor(log -> seen.containsKey(log.service())
                ? LogPlace.after(log.store(), seen.get(log.service()))
                : LogPlace.since(log.store(), begun));
    }

    private LogCursor cursor(Function<ServiceLog, LogPlace> start) {
        var news = new Semaphore(0);
        return new MergedCursor(logs.stream().map(log -> log.cursor(start.apply(log), news)).toList(), news);
    }

    private List<LogLine> merged(Function<ServiceLog, List<LogLine>> read) {
        var lines = new ArrayList<LogLine>();
        logs.forEach(log -> lines.addAll(read.apply(log)));
        lines.sort(Comparator.comparing(LogLine::time)); // keeps the order of each log, whose times never go back
        return lines;
    }
}
