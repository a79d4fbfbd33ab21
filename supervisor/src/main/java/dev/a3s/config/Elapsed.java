package dev.a3s.config;

import java.time.Duration;
import java.util.Optional;

/** Times that have passed, as a person says them. */
public final class Elapsed {
    private Elapsed() {}

    /** Reads {@code 500ms}, {@code 30s}, {@code 1h30m}, {@code 1.5d}; empty for what is no such time. */
    public static Optional<Duration> parse(String text) {
        return Durations.read(text);
    }

    /** {@code 350ms}, {@code 1.4s}, {@code 12s}, {@code 3m 5s}, {@code 2h 4m}, {@code 3d 2h}. */
    public static String text(Duration time) {
        long ms = Math.max(0, time.toMillis());
        long s = ms / 1000;
        if (ms < 1000) {
            return ms + "ms";
        }
        if (s < 10 && ms % 1000 >= 100) {
            return s + "." + ms % 1000 / 100 + "s";
        }
        if (s < 60) {
            return s + "s";
        }
        if (s < 3600) {
            return pair(s / 60, "m", s % 60, "s");
        }
        if (s < 86_400) {
            return pair(s / 3600, "h", s % 3600 / 60, "m");
        }
        return pair(s / 86_400, "d", s % 86_400 / 3600, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
    }
}
