package dev.a3s.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.a3s.proxy.Exchange;

/**
 * The last exchanges of one service, numbered from 0 on. Nobody waits here: who adds takes a number and writes its place,
 * who reads takes what is there and leaves an exchange that is just being written for the next time.
 */
final class ExchangeRing {
    /** Of one service. */
    static final int SIZE = 1000;

    record Entry(long number, Exchange exchange) {}

    private final AtomicLong next = new AtomicLong();
    private final AtomicReferenceArray<Entry> places = new AtomicReferenceArray<>(SIZE);

    /** Any thread. */
    void add(Exchange exchange) {
        var entry = new Entry(next.getAndIncrement(), exchange);
        places.accumulateAndGet((int) (entry.number() % SIZE), entry,
                (there, mine) -> there != null && there.number() > mine.number() ? there : mine);
    }

    /** Those whose number is above {@code number}, in order, as far as they are still kept. Any thread. */
    List<Entry> after(long number) {
        long end = next.get();
        var found = new ArrayList<Entry>();
        for (long n = Math.max(number + 1, end - SIZE); n < end; n++) {
            var entry = places.get((int) (n % SIZE));
            if (entry == null || entry.number() < n) {
                break; // it has its number, and is written in a moment
            }
            if (entry.number() == n) {
                found.add(entry);
            }
        }
        return found;
    }
}
