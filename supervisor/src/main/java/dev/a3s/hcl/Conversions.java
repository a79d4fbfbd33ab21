package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The conversions that HCL does by itself: between text and number, between text and truth. */
public final class Conversions {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    private Conversions() {}

    /** A text, or the text that a number or truth is converted to; empty for everything else. */
    public static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Optional.of(text);
            case Value.Numeric number -> Optional.of(number.text());
            case Value.Truth(boolean truth) -> Optional.of(String.valueOf(truth));
            case Value.Sequence _, Value.Mapping _, Value.Null _, Value.Unknown _ -> Optional.empty();
        };
    }

    /** A number, or the number that a text writes out. */
    public static Optional<BigDecimal> number(Value value) {
        return switch (value) {
            case Value.Numeric(BigDecimal number) -> Optional.of(number);
            case Value.Text(String text) when NUMBER.matcher(text).matches() -> Optional.of(new BigDecimal(text));
            case Value.Text _, Value.Truth _, Value.Sequence _, Value.Mapping _, Value.Null _, Value.Unknown _ ->
                Optional.empty();
        };
    }

    /** True or false, or the text that says so. */
    public static Optional<Boolean> truth(Value value) {
        return switch (value) {
            case Value.Truth(boolean truth) -> Optional.of(truth);
            case Value.Text(String text) when text.equals("true") || text.equals("false") ->
                Optional.of(text.equals("true"));
            case Value.Text _, Value.Numeric _, Value.Sequence _, Value.Mapping _, Value.Null _, Value.Unknown _ ->
                Optional.empty();
        };
    }

    /** A whole number that an {@code int} holds. */
    public static OptionalInt integer(BigDecimal number) {
        try {
            return OptionalInt.of(number.intValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return OptionalInt.empty();
        }
    }
}
