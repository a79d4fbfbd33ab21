package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The value of an expression: what HCL's information model calls a text, number, truth, list, map or null. */
public sealed interface Value {

    record Text(String text) implements Value {}

    record Numeric(BigDecimal number) implements Value {
        /** The number as it is converted to a text: {@code 8080}, {@code 1.5}; never with an exponent. */
        public String text() {
            var stripped = number.stripTrailingZeros();
            return stripped.signum() == 0 ? "0" : stripped.toPlainString();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numeric(BigDecimal theirs) && number.compareTo(theirs) == 0;
        }

        @Override
        public int hashCode() {
            return number.stripTrailingZeros().hashCode();
        }
    }

    record Truth(boolean truth) implements Value {}

    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(Map<String, Value> entries) implements Value {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    record Null() implements Value {}

    /** Stands for what could not be evaluated. Its fault has been reported, so nothing more is reported because of it. */
    record Unknown() implements Value {}

    static Value unknown() {
        return new Unknown();
    }

    static Value nothing() {
        return new Null();
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Numeric(BigDecimal.valueOf(number));
    }

    static Value of(boolean truth) {
        return new Truth(truth);
    }

    default boolean isUnknown() {
        return this instanceof Unknown;
    }

    /** The kind of value, as messages name it. */
    default String kind() {
        return switch (this) {
            case Text _ -> "a text";
            case Numeric _ -> "a number";
            case Truth _ -> "true or false";
            case Sequence _ -> "a list";
            case Mapping _ -> "a map";
            case Null _ -> "null";
            case Unknown _ -> "unknown";
        };
    }

    /** The value as the file would write it, cut to a length that fits into a message. */
    default String shown() {
        var shown = switch (this) {
            case Text(String text) -> '"' + text + '"';
            case Numeric number -> number.text();
            case Truth(boolean truth) -> String.valueOf(truth);
            case Sequence(var items) -> items.stream()
                    .limit(5)
                    .map(Value::shown)
                    .collect(Collectors.joining(", ", "[", items.size() > 5 ? ", …]" : "]"));
            case Mapping(var entries) ->
                entries.isEmpty() ? "{}" : "{ " + entries.keySet().iterator().next() + " = … }";
            case Null _ -> "null";
            case Unknown _ -> "unknown";
        };
        return shown.length() > 60 ? shown.substring(0, 58) + "…" + (this instanceof Text ? "\"" : "") : shown;
    }
}
