package dev.a3s.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** The logs of several services as one, in the order of time. Whatever is asked for is read as the reader goes on. */
public final class MergedLog {
    private final List<Log> logs;

    /** @param logs lines of the same moment come in this order */
    public MergedLog(Collection<? extends Log> logs) {
        this.logs = List.copyOf(logs);
    }

    /** What was written so far: its {@link LogCursor#next} is empty after the last line of that. */
    public LogCursor read(LogQuery query) {
        var ends = logs.stream().map(log -> log.store().end()).toList();
        return cursor(places(query), ends, query);
    }

    /** What was written so far, and what comes from any of them as it comes. */
    public LogCursor follow(LogQuery query) {
        return cursor(places(query), unlimited(), query);
    }

    /**
     * Goes on where a reader was cut off.
     *
     * @param seen  the last line that it saw of a service
     * @param begun when it began to read; of other services, everything since then is new to it
     * @param query how much of which lines; where it begins is of no account
     */
    public LogCursor followAfter(Map<String, Long> seen, Instant begun, LogQuery query) {
        return cursor(each(log -> after(log, seen, begun)), unlimited(), query);
    }

    private static LogPlace after(Log log, Map<String, Long> seen, Instant begun) {
        var store = log.store();
        return seen.containsKey(log.service()) ? LogPlace.after(store, seen.get(log.service()))
                : LogPlace.since(store, begun);
    }

    private List<LogPlace> places(LogQuery query) {
        return query.last() < Integer.MAX_VALUE ? LastLines.of(logs, query)
                : each(log -> LogPlace.since(log.store(), query.since().orElse(Instant.EPOCH)));
    }

    private List<Long> unlimited() {
        return each(_ -> Long.MAX_VALUE);
    }

    private <T> List<T> each(Function<Log, T> value) {
        return logs.stream().map(value).toList();
    }

    private LogCursor cursor(List<LogPlace> starts, List<Long> ends, LogQuery query) {
        var news = new Semaphore(0);
        var cursors = new ArrayList<ServiceCursor>();
        for (int i = 0; i < logs.size(); i++) {
            cursors.add(new ServiceCursor(logs.get(i).service(), logs.get(i).store(), news, starts.get(i),
                    ends.get(i), query.longest()));
        }
        return new MergedCursor(cursors, news, query.pattern());
    }
}
