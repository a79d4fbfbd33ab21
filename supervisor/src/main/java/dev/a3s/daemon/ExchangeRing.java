package dev.a3s.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.a3s.proxy.Exchange;

/**
 * The last exchanges of one service, numbered from 0 on. No thread waits for another: a writer takes a number and
 * fills its place; a reader takes what is there, and gets an exchange that is just being written the next time.
 */
final class ExchangeRing {
    /** How many exchanges of one service are kept. */
    static final int SIZE = 1000;

    record Entry(long number, Exchange exchange) {}

    private final AtomicLong next = new AtomicLong();
    private final AtomicReferenceArray<Entry> places = new AtomicReferenceArray<>(SIZE);

    /** Adds an exchange with the next number. Any thread may call. */
    void add(Exchange exchange) {
        var entry = new Entry(next.getAndIncrement(), exchange);
        places.accumulateAndGet((int) (entry.number() % SIZE), entry,
                (there, mine) -> there != null && there.number() > mine.number() ? there : mine);
    }

    /** The exchanges with numbers above {@code number}, in order, as far as they are still kept. Any thread may call. */
    List<Entry> after(long number) {
        long end = next.get();
        var found = new ArrayList<Entry>();
        for (long n = Math.max(number + 1, end - SIZE); n < end; n++) {
            var entry = places.get((int) (n % SIZE));
            if (entry == null || entry.number() < n) {
                break; // its writer has taken the number and fills the place in a moment
            }
            if (entry.number() == n) {
                found.add(entry);
            }
        }
        return found;
    }
}
