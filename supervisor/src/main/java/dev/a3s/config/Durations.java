package dev.a3s.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.a3s.config.Section.Item;
import dev.a3s.config.Section.ValueType;
import dev.a3s.hcl.Value;

/**
 * Times as the file writes them: {@code "500ms"}, {@code "2s"}, {@code "1m30s"}, {@code "1.5h"}. A number needs its unit,
 * other than in the designs' spellings, where it counts seconds.
 */
final class Durations {

    /** The longest time that is accepted; a longer one has probably the wrong unit. */
    static final Duration MAX = Duration.ofDays(365);

    private static final Pattern PART = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + "){1,5}");
    private static final Pattern PLAIN = Pattern.compile("\\d+(\\.\\d+)?");

    private Durations() {}

    /** A time from {@code least} to {@code most}, both included. */
    static ValueType<Duration> between(Duration least, Duration most) {
        return item -> withUnit(item).flatMap(time -> inRange(item, time, least, most));
    }

    /** Like {@link #between}, but a plain number of seconds is allowed too. */
    static ValueType<Duration> secondsBetween(Duration least, Duration most) {
        return item -> (item.value() instanceof Value.Numeric(BigDecimal seconds)
                ? seconds(item, seconds)
                : withUnit(item)).flatMap(time -> inRange(item, time, least, most));
    }

    static ValueType<Duration> atLeast(Duration least) {
        return between(least, MAX);
    }

    private static Optional<Duration> seconds(Item item, BigDecimal seconds) {
        return seconds.signum() < 0 ? item.wrong("must not be negative: " + item.value().shown(), "")
                : Optional.of(time(seconds, 1000));
    }

    private static Optional<Duration> withUnit(Item item) {
        return switch (item.value()) {
            case Value.Numeric number -> noUnit(item, number.text());
            case Value.Text(String text) when WHOLE.matcher(text).matches() -> Optional.of(parse(text));
            case Value.Text(String text) when PLAIN.matcher(text).matches() -> noUnit(item, text);
            case Value.Text(String text) when text.startsWith("-") ->
                item.wrong("must not be negative: " + item.value().shown(), "write \"2s\" or \"500ms\"");
            case Value.Text _ -> item.wrong(item.value().shown() + " is no time",
                    "write a number and ms, s, m, h or d, for instance \"2s\" or \"500ms\"");
            default -> item.expected("a time", "write \"2s\" or \"500ms\"");
        };
    }

    private static Optional<Duration> noUnit(Item item, String number) {
        var remedy = number.equals("0") ? "write \"0s\""
                : "write \"" + (number.length() > 10 ? "2" : number) + "s\" or \"500ms\"";
        return item.wrong(item.value().shown() + " has no unit", remedy);
    }

    /** Empty for what is no number with a unit. */
    static Optional<Duration> read(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(parse(text)) : Optional.empty();
    }

    private static Duration parse(String text) {
        var total = Duration.ZERO;
        var part = PART.matcher(text);
        while (part.find()) {
            long millis = switch (part.group(2)) {
                case "ms" -> 1;
                case "s" -> 1000;
                case "m" -> 60_000;
                case "h" -> 3_600_000;
                default -> 86_400_000;
            };
            total = total.plus(time(new BigDecimal(part.group(1)), millis));
        }
        return total;
    }

    /** A number of units, cut to a little above {@link #MAX}, so that nothing overflows. */
    private static Duration time(BigDecimal number, long millis) {
        var nanos = number.multiply(BigDecimal.valueOf(millis * 1_000_000))
                .min(BigDecimal.valueOf(MAX.plusDays(1).toNanos()));
        return Duration.ofNanos(nanos.longValue());
    }

    private static Optional<Duration> inRange(Item item, Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0) {
            return item.wrong("must be at least " + inWords(least) + ", not " + item.value().shown(),
                    "write \"" + inWords(least) + "\" or more");
        }
        if (time.compareTo(most) > 0) {
            return item.wrong("must be at most " + inWords(most) + ", not " + item.value().shown(),
                    "write \"" + inWords(most) + "\" or less");
        }
        return Optional.of(time);
    }

    /** The way the file would write it. */
    static String inWords(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + "ms";
        }
        return time.toDays() >= 1 && time.toSeconds() % 86_400 == 0 ? time.toDays() + "d" : time.toSeconds() + "s";
    }
}
