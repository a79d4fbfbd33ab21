package dev.a3s.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.a3s.daemon.ExchangeRing.Entry;
import dev.a3s.proxy.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeRingTest {
    private final ExchangeRing ring = new ExchangeRing();

    private static Exchange exchange(int number) {
        return new Exchange("shop/web", Instant.EPOCH, "GET", "/" + number, 200, Duration.ZERO, Duration.ZERO, 0, 0,
                Exchange.End.ANSWERED, "");
    }

    @Test
    void theLastThousandAreKeptInOrder() {
        IntStream.range(0, 2500).forEach(number -> ring.add(exchange(number)));
        assertThat(ring.after(-1)).extracting(entry -> entry.exchange().target())
                .containsExactlyElementsOf(IntStream.range(1500, 2500).mapToObj(number -> "/" + number).toList());
        assertThat(ring.after(2497)).extracting(Entry::number).containsExactly(2498L, 2499L);
        assertThat(ring.after(2499)).isEmpty();
    }

    @Test
    void aFollowerMissesNothingThatSeveralThreadsAdd() throws Exception {
        var threads = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> IntStream.range(0, 200).forEach(number -> {
                    ring.add(exchange(number));
                    Thread.onSpinWait();
                })))
                .toList();
        var seen = new ArrayList<Long>();
        while (seen.size() < 800) {
            ring.after(seen.isEmpty() ? -1 : seen.getLast()).forEach(entry -> seen.add(entry.number()));
            boolean over = threads.stream().noneMatch(Thread::isAlive);
            if (over && ring.after(-1).size() == seen.size()) {
                break;
            }
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(seen).containsExactlyElementsOf(LongStream.range(0, 800).boxed().toList());
    }
}
