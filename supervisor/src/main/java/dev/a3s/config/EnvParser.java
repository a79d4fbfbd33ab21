package dev.a3s.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Severity;

/** Reads the text of an {@link EnvFile}, line by line. */
final class EnvParser {
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=[ \\t]*");
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\\}|([A-Za-z_][A-Za-z0-9_]*))");
    /** A value may grow by references to earlier ones; no environment variable is as long. */
    private static final int MAX_VALUE = 128 << 10;

    private static final int MAX_PROBLEMS = 20;
    private static final Pattern COMMENT = Pattern.compile("(^|[ \\t])#");

    private final String file;
    private final String text;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int at;
    private int line = 1;

    EnvParser(String file, String text) {
        this.file = file;
        this.text = text.replace("\r\n", "\n");
    }

    void parse() {
        while (at < text.length()) {
            line();
        }
    }

    Map<String, String> variables() {
        return variables;
    }

    List<Problem> problems() {
        return problems;
    }

    private void line() {
        int end = lineEnd(at);
        var content = text.substring(at, end);
        var stripped = content.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            advance(end);
            return;
        }
        var assignment = ASSIGNMENT.matcher(text).region(at + content.indexOf(stripped), end);
        if (!assignment.lookingAt()) {
            problem("this line is not NAME=value", "write NAME=value, or put # before it");
            advance(end);
            return;
        }
        var name = assignment.group(1);
        int start = assignment.end();
        char first = start < end ? text.charAt(start) : '\n';
        if (first == '\'' || first == '"' || first == '`') {
            quoted(name, start, first);
        } else {
            unquoted(name, text.substring(start, end), end);
        }
    }

    private void unquoted(String name, String rest, int end) {
        var comment = COMMENT.matcher(rest);
        var value = comment.find() ? rest.substring(0, comment.start()) : rest;
        set(name, expanded(value.strip()));
        advance(end);
    }

    private void quoted(String name, int start, char quote) {
        int close = start + 1;
        while (close < text.length() && text.charAt(close) != quote) {
            close += quote == '"' && text.charAt(close) == '\\' ? 2 : 1;
        }
        if (close >= text.length()) {
            problem("the quote of " + name + " is never closed", "write " + quote + " where the value ends");
            advance(lineEnd(start));
            return;
        }
        var value = text.substring(start + 1, close);
        int end = lineEnd(close);
        var rest = text.substring(close + 1, end).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            problem("text follows the closing quote of " + name, "remove it, or put # before it");
        } else {
            set(name, quote == '"' ? unescaped(value) : value);
        }
        advance(end);
    }

    /** Resolves escapes and references in one pass, so that an escaped {@code $} stays one. */
    private String unescaped(String value) {
        var result = new StringBuilder();
        int from = 0;
        for (int i = value.indexOf('\\'); i >= 0 && i + 1 < value.length(); i = value.indexOf('\\', from)) {
            result.append(expanded(value.substring(from, i)));
            char c = value.charAt(i + 1);
            switch (c) {
                case 'n' -> result.append('\n');
                case 'r' -> result.append('\r');
                case 't' -> result.append('\t');
                case '"', '\\', '$', '`' -> result.append(c);
                default -> result.append('\\').append(c);
            }
            from = i + 2;
        }
        return result.append(expanded(value.substring(from))).toString();
    }

    private String expanded(String value) {
        if (value.indexOf('$') < 0) {
            return value;
        }
        var result = new StringBuilder();
        var reference = REFERENCE.matcher(value);
        int from = 0;
        while (reference.find()) {
            var name = Optional.ofNullable(reference.group(1)).orElse(reference.group(3));
            var known = variables.get(name);
            if (known == null || (known.isEmpty() && reference.group(2) != null)) {
                known = reference.group(2);
            }
            result.append(value, from, reference.start()).append(known == null ? reference.group() : known);
            from = reference.end();
            if (result.length() > MAX_VALUE) {
                return value;
            }
        }
        return result.append(value, from, value.length()).toString();
    }

    private void set(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            problem(name + " holds the character U+0000", "remove it");
        } else if (value.length() > MAX_VALUE) {
            problem(name + " is longer than " + (MAX_VALUE >> 10) + " KiB", "shorten it");
        } else {
            variables.put(name, value);
        }
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', Math.min(from, text.length()));
        return end < 0 ? text.length() : end;
    }

    /** Moves behind the line that ends at {@code end}. */
    private void advance(int end) {
        for (int i = at; i < Math.min(end + 1, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        at = end + 1;
    }

    /** Notes a problem of the line at hand, without its text: it may hold a secret. */
    private void problem(String message, String help) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(Severity.WARNING, new Place(file, line, 1, 1, ""), message, Optional.of(help),
                    List.of()));
        }
    }
}
