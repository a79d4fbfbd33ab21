package dev.a3s.watch;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DebounceTest {

    private static final long START = Long.MAX_VALUE - 5; // nanoTime may overflow

    private final Debounce debounce = new Debounce(Duration.ofMillis(500), Duration.ofSeconds(10), START);

    @Test
    void itWaitsForTheQuietTimeAfterTheLastHint() {
        assertThat(debounce.remaining(START)).isEqualTo(millis(500));
        debounce.again(START + millis(400));
        assertThat(debounce.remaining(START + millis(500))).isEqualTo(millis(400));
        assertThat(debounce.remaining(START + millis(900))).isZero();
    }

    @Test
    void itNeverWaitsLongerThanTheMostAfterTheFirstHint() {
        for (long now = START; now - START < millis(9_800); now += millis(100)) {
            debounce.again(now);
        }
        assertThat(debounce.remaining(START + millis(9_800))).isEqualTo(millis(200));
        debounce.again(START + millis(10_000));
        assertThat(debounce.remaining(START + millis(10_000))).isZero();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
