package dev.a3s.logs;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Where to begin reading a log.
 *
 * @param chunk    the first piece to read
 * @param sequence the first line in it
 */
record LogPlace(long chunk, long sequence) {

    /** After everything that is there. */
    static LogPlace end(LogStore store) {
        return search(store, _ -> false);
    }

    /** Before the last lines, as many as there are of that number. */
    static LogPlace last(LogStore store, int count) {
        return after(store, end(store).sequence() - 1 - count);
    }

    /** Before the first line that was found at that moment or later. */
    static LogPlace since(LogStore store, Instant time) {
        long micros = Chunk.micros(time);
        return search(store, chunk -> chunk.micros() >= micros);
    }

    /** After the line of that number; at the end, if there is no such line yet. */
    static LogPlace after(LogStore store, long sequence) {
        var place = search(store, chunk -> chunk.nextSequence() > sequence + 1);
        var first = store.chunk(place.chunk()).map(Chunk::firstSequence);
        return first.isEmpty() || first.get() > sequence ? place : new LogPlace(place.chunk(), sequence + 1);
    }

    /** The first piece that is late enough, by halving; what is dropped meanwhile counts as early. */
    private static LogPlace search(LogStore store, Predicate<Chunk> lateEnough) {
        long low = store.first();
        long high = store.end();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (store.chunk(middle).filter(lateEnough).isPresent()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new LogPlace(low, firstSequence(store, low));
    }

    /** The number of the first line in a piece that may not be there yet: pieces are appended and dropped meanwhile. */
    private static long firstSequence(LogStore store, long piece) {
        return store.chunk(piece).map(Chunk::firstSequence)
                .or(() -> store.chunk(piece - 1).map(Chunk::nextSequence))
                .or(() -> store.chunk(piece).map(Chunk::firstSequence)) // the one before was dropped, so this has come
                .orElse(1L);
    }
}
