package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of an expression: what HCL's information model calls a text, number, truth, list, map or null. */
public sealed interface Value {

    /** Characters of a value that a message shows. */
    int MOST_SHOWN = 60;

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
        var shown = new StringBuilder();
        show(shown);
        return shown.length() <= MOST_SHOWN ? shown.toString()
                : shown.substring(0, MOST_SHOWN - 2) + "…" + (this instanceof Text ? "\"" : "");
    }

    /** Appends what is shown; nothing once it is too long, however much the value holds. */
    private void show(StringBuilder shown) {
        if (shown.length() > MOST_SHOWN) {
            return;
        }
        switch (this) {
            case Text(String text) ->
                shown.append('"').append(text, 0, Math.min(text.length(), MOST_SHOWN)).append('"');
            case Numeric number -> shown.append(number.text());
            case Truth(boolean truth) -> shown.append(truth);
            case Sequence(var items) -> {
                shown.append('[');
                for (int i = 0; i < Math.min(5, items.size()); i++) {
                    shown.append(i == 0 ? "" : ", ");
                    items.get(i).show(shown);
                }
                shown.append(items.size() > 5 ? ", …]" : "]");
            }
            case Mapping(var entries) -> shown.append(
                    entries.isEmpty() ? "{}" : "{ " + entries.keySet().iterator().next() + " = … }");
            case Null _ -> shown.append("null");
            case Unknown _ -> shown.append("unknown");
        }
    }
}
