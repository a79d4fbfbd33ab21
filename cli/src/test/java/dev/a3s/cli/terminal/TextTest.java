package dev.a3s.cli.terminal;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextTest {

    @Test
    void amountsAreRoundedToWhatOneWantsToKnow() {
        assertThat(List.of(0.0, 0.04, 9.94, 9.95, 99.6, 399.5).stream().map(Text::percent))
                .containsExactly("0.0%", "0.0%", "9.9%", "10%", "100%", "400%");
        assertThat(List.of(0L, 1024L, 999L << 10, 1000L << 10, 9L << 20, 31L << 20, 1300L << 20, 40L << 30).stream()
                .map(Text::bytes))
                .containsExactly("0 B", "1.0 KB", "999 KB", "1.0 MB", "9.0 MB", "31 MB", "1.3 GB", "40 GB");
    }
}
