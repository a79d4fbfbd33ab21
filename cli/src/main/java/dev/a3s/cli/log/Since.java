package dev.a3s.cli.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.Elapsed;

/** The moments that {@code --since} can name. */
public final class Since {
    private Since() {}

    /**
     * A time that has passed ({@code 30s}, {@code 1h30m}), a clock time (the last one, so that 23:00 in the morning is
     * yesterday's), a day, or a day and a time, local where no offset is said (ISO 8601).
     *
     * @throws Failure if {@code text} is none of them
     */
    public static Instant moment(String text, ZonedDateTime now) {
        var passed = Elapsed.parse(text).map(time -> now.toInstant().minus(time));
        List<Function<String, Instant>> forms = List.of(
                form -> lastAt(LocalTime.parse(form), now),
                form -> OffsetDateTime.parse(form).toInstant(),
                form -> LocalDateTime.parse(form.replace(' ', 'T')).atZone(now.getZone()).toInstant(),
                form -> LocalDate.parse(form).atStartOfDay(now.getZone()).toInstant());
        return passed.or(() -> forms.stream().flatMap(form -> tried(form, text).stream()).findFirst())
                .orElseThrow(() -> new Failure(ExitCode.WRONG, "--since takes a time like 30s, 5m, 2h or 1d,"
                        + " a clock time like 14:05, or 2026-01-31T14:05:00Z, not '" + text + "'"));
    }

    private static Instant lastAt(LocalTime time, ZonedDateTime now) {
        var today = now.with(time);
        return (today.isAfter(now) ? now.minusDays(1).with(time) : today).toInstant();
    }

    private static Optional<Instant> tried(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
