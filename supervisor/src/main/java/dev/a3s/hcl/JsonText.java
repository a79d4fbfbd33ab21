package dev.a3s.hcl;

import java.util.Map;
import java.util.TreeMap;

/** Writes values as JSON (RFC 8259), as short as it goes, names in alphabetical order as Terraform does. */
final class JsonText {
    private final StringBuilder json = new StringBuilder();
    private final Budget budget;

    private JsonText(Budget budget) {
        this.budget = budget;
    }

    /** @param budget pays for each character before it is written */
    static String of(Value value, Budget budget) {
        var text = new JsonText(budget);
        text.write(value);
        return text.json.toString();
    }

    private void write(Value value) {
        switch (value) {
            case Value.Text(String text) -> quoted(text);
            case Value.Numeric number -> plain(number.text());
            case Value.Truth(boolean truth) -> plain(String.valueOf(truth));
            case Value.Sequence(var items) -> {
                plain("[");
                var separator = "";
                for (var item : items) {
                    plain(separator);
                    write(item);
                    separator = ",";
                }
                plain("]");
            }
            case Value.Mapping(Map<String, Value> entries) -> {
                budget.spend(entries.size());
                plain("{");
                var separator = "";
                for (var entry : new TreeMap<>(entries).entrySet()) {
                    plain(separator);
                    quoted(entry.getKey());
                    plain(":");
                    write(entry.getValue());
                    separator = ",";
                }
                plain("}");
            }
            case Value.Null _, Value.Unknown _ -> plain("null");
        }
    }

    private void plain(String text) {
        budget.spend(text.length());
        json.append(text);
    }

    private void quoted(String text) {
        budget.spend(text.length() + 2L);
        json.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> json.append('\\').appendCodePoint(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20) {
                        json.append("\\u%04x".formatted(c));
                    } else {
                        json.appendCodePoint(c);
                    }
                }
            }
        });
        json.append('"');
    }
}
