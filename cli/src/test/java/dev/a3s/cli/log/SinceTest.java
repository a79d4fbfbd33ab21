package dev.a3s.cli.log;

import java.time.Instant;
import java.time.ZonedDateTime;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.cli.terminal.Failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SinceTest {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-10T12:00:00+01:00[Europe/Berlin]");

    @ParameterizedTest
    @CsvSource({"30s, 2026-03-10T10:59:30Z", "5m, 2026-03-10T10:55:00Z", "1h30m, 2026-03-10T09:30:00Z",
        "1d, 2026-03-09T11:00:00Z", "11:59, 2026-03-10T10:59:00Z", "23:00, 2026-03-09T22:00:00Z",
        "11:59:30, 2026-03-10T10:59:30Z", "2026-03-01, 2026-02-28T23:00:00Z", "2026-03-01T08:00, 2026-03-01T07:00:00Z",
        "2026-03-01 08:00:01, 2026-03-01T07:00:01Z", "2026-03-01T08:00:00Z, 2026-03-01T08:00:00Z",
        "2026-03-01T08:00:00-05:00, 2026-03-01T13:00:00Z"})
    void aMomentCanBeNamedInManyWays(String text, Instant moment) {
        assertThat(Since.moment(text, NOW)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "yesterday", "-5m", "25:00", "2026-02-30", "5 m"})
    void whatIsNoMomentIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Since.moment(text, NOW)).isInstanceOf(Failure.class)
                .hasMessageContaining("not '" + text + "'")
                .hasMessageContaining("14:05");
    }
}
