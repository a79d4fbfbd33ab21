package dev.a3s.hcl;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Writes values as JSON (RFC 8259), as short as it goes, names in alphabetical order as Terraform does. */
final class JsonText {
    private JsonText() {}

    static String of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> quoted(text);
            case Value.Numeric number -> number.text();
            case Value.Truth(boolean truth) -> String.valueOf(truth);
            case Value.Sequence(var items) -> {
                var list = new StringJoiner(",", "[", "]");
                items.forEach(item -> list.add(of(item)));
                yield list.toString();
            }
            case Value.Mapping(Map<String, Value> entries) -> {
                var object = new StringJoiner(",", "{", "}");
                new TreeMap<>(entries).forEach((name, item) -> object.add(quoted(name) + ":" + of(item)));
                yield object.toString();
            }
            case Value.Null _, Value.Unknown _ -> "null";
        };
    }

    private static String quoted(String text) {
        var result = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> result.append('\\').appendCodePoint(c);
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> {
                    if (c < 0x20) {
                        result.append("\\u%04x".formatted(c));
                    } else {
                        result.appendCodePoint(c);
                    }
                }
            }
        });
        return result.append('"').toString();
    }
}
