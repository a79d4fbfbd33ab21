package dev.a3s.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds where the last lines of several logs together begin: piece by piece from the latest backwards, in the order in
 * which a {@link MergedCursor} reads them. Only one piece is in memory at a time, and without a pattern none. Used by
 * one thread.
 */
final class LastLines {
    private final LogQuery query;
    private final List<Search> searches = new ArrayList<>();
    private int missing;

    /** One log: the piece that is looked at next, and where to begin by what was found so far. */
    private final class Search {
        private final String service;
        private final LogStore store;
        private final int order;
        private long next;
        private Optional<Chunk> chunk;
        private LogPlace place;

        private Search(Log log, int order) {
            this.service = log.service();
            this.store = log.store();
            this.order = order;
            this.place = LogPlace.end(store);
            this.next = place.chunk() - 1;
            this.chunk = read();
        }

        private Optional<Chunk> read() {
            return store.chunk(next)
                    .filter(chunk -> query.since().isEmpty() || chunk.micros() >= Chunk.micros(query.since().get()));
        }

        private void take() {
            query.pattern().ifPresentOrElse(this::takeMatching, this::takeAll);
            next--;
            chunk = read();
        }

        private void takeAll() {
            var piece = chunk.orElseThrow();
            int taken = Math.min(missing, piece.lines());
            place = new LogPlace(next, piece.nextSequence() - taken);
            missing -= taken;
        }

        private void takeMatching(LinePattern pattern) {
            var found = new ArrayList<Long>();
            store.lines(service, next).ifPresent(lines -> {
                while (lines.hasNext()) {
                    var line = lines.next();
                    if (pattern.isIn(line)) {
                        found.add(line.sequence());
                    }
                }
            });
            int taken = Math.min(missing, found.size());
            if (taken > 0) {
                place = new LogPlace(next, found.get(found.size() - taken));
            }
            missing -= taken;
        }
    }

    private LastLines(List<? extends Log> logs, LogQuery query) {
        this.query = query;
        this.missing = query.last();
        for (var log : logs) {
            searches.add(new Search(log, searches.size()));
        }
    }

    /** The places to begin at, in the order of the logs. */
    static List<LogPlace> of(List<? extends Log> logs, LogQuery query) {
        var last = new LastLines(logs, query);
        while (last.missing > 0 && last.takeLatest()) {
            // one piece at a time
        }
        return last.searches.stream().map(search -> search.place).toList();
    }

    /** Reads the latest piece left in any log, of several at one time the earlier log's first; returns false if none is left. */
    private boolean takeLatest() {
        var latest = searches.stream()
                .filter(search -> search.chunk.isPresent())
                .max(Comparator.comparingLong((Search search) -> search.chunk.orElseThrow().micros())
                        .thenComparingInt(search -> search.order));
        latest.ifPresent(Search::take);
        return latest.isPresent();
    }
}
