package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a JSON text (RFC 8259) as a value. Of a name that an object has twice the last counts, as in Terraform. */
final class JsonReader {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,9})?");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    /** A text that is no JSON, or goes deeper than {@link ExpressionReader#MAX_DEPTH}. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value that all of {@code text} stands for.
     *
     * @throws Malformed if it stands for none
     */
    static Value read(String text) {
        var reader = new JsonReader(text);
        var value = reader.value();
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw new Malformed();
        }
        return value;
    }

    private Value value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> Value.of(string());
            case 't' -> word("true", Value.of(true));
            case 'f' -> word("false", Value.of(false));
            case 'n' -> word("null", Value.nothing());
            default -> number();
        };
    }

    private Value object() {
        Map<String, Value> entries = new LinkedHashMap<>();
        enter();
        if (!accept('}')) {
            do {
                var name = peek() == '"' ? string() : null;
                if (name == null || !accept(':')) {
                    throw new Malformed();
                }
                entries.put(name, value());
            } while (accept(','));
            expect('}');
        }
        depth--;
        return new Value.Mapping(entries);
    }

    private Value array() {
        List<Value> items = new ArrayList<>();
        enter();
        if (!accept(']')) {
            do {
                items.add(value());
            } while (accept(','));
            expect(']');
        }
        depth--;
        return new Value.Sequence(items);
    }

    private void enter() {
        at++;
        if (++depth > ExpressionReader.MAX_DEPTH) {
            throw new Malformed();
        }
    }

    private String string() {
        var result = new StringBuilder();
        for (at++; next() != '"'; at++) {
            char c = text.charAt(at);
            if (c < ' ') {
                throw new Malformed();
            }
            result.append(c == '\\' ? escaped() : c);
        }
        at++;
        return result.toString();
    }

    /** The character that an escape stands for; moves to the escape's last character. */
    private char escaped() {
        at++;
        int known = ESCAPES.indexOf(next());
        if (known >= 0) {
            return ESCAPED.charAt(known);
        }
        var digits = text.substring(at + 1, Math.min(text.length(), at + 5));
        if (next() != 'u' || !digits.matches("[0-9a-fA-F]{4}")) {
            throw new Malformed();
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Value number() {
        var found = NUMBER.matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            throw new Malformed();
        }
        var number = new BigDecimal(found.group());
        if (ExpressionReader.isTooLarge(number)) {
            throw new WrongArgument(0,
                    "not supported: a number of more than " + ExpressionReader.MAX_DIGITS + " digits",
                    "write it as a string");
        }
        at = found.end();
        return new Value.Numeric(number);
    }

    private Value word(String word, Value value) {
        if (!text.startsWith(word, at)) {
            throw new Malformed();
        }
        at += word.length();
        return value;
    }

    /** The character at hand, which is part of the string at hand. */
    private char next() {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at);
    }

    /** The next character that is no blank. */
    private char peek() {
        skipBlanks();
        return next();
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char c) {
        boolean there = peek() == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new Malformed();
        }
    }
}
