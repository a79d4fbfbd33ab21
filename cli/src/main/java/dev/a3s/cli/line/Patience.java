package dev.a3s.cli.line;

import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import dev.a3s.config.Elapsed;

/** The value of {@code --timeout}: a time such as {@code 90s} or {@code 2m}, or a plain number of seconds. */
public final class Patience implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return text.matches("\\d{1,9}") ? Duration.ofSeconds(Integer.parseInt(text))
                : Elapsed.parse(text).orElseThrow(() -> new TypeConversionException("no time: " + text));
    }
}
