package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions over text that hcl4j lacks or answers wrongly, with the meaning that Terraform's have. */
final class TextFunctions {
    private static final int MAX_WIDTH = 1000;

    static final Map<String, Signature> ALL = new TreeMap<>();
    static {
        put("trimspace", 1, args -> Value.of(args.text(0).strip()));
        put("trim", 2, TextFunctions::trim);
        put("trimprefix", 2, args -> Value.of(args.text(0).startsWith(args.text(1))
                ? args.text(0).substring(args.text(1).length())
                : args.text(0)));
        put("trimsuffix", 2, args -> Value.of(args.text(0).endsWith(args.text(1))
                ? args.text(0).substring(0, args.text(0).length() - args.text(1).length())
                : args.text(0)));
        put("chomp", 1, TextFunctions::chomp);
        put("strrev", 1, args -> Value.of(new StringBuilder(args.text(0)).reverse().toString()));
        put("strcontains", 2, args -> Value.of(args.text(0).contains(args.text(1))));
        put("split", 2, TextFunctions::split);
        put("substr", 3, TextFunctions::substr);
        put("title", 1, TextFunctions::title);
        put("indent", 2, TextFunctions::indent);
        ALL.put("format", new Signature(1, Integer.MAX_VALUE, TextFunctions::format));
    }

    private TextFunctions() {}

    private static void put(String name, int arguments, Signature.Body body) {
        ALL.put(name, new Signature(arguments, arguments, body));
    }

    private static Value trim(Arguments args) {
        var text = args.text(0);
        var characters = args.text(1);
        args.spend((long) text.length() * characters.length());
        int from = 0;
        int to = text.length();
        while (from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return Value.of(text.substring(from, to));
    }

    /** Without the line breaks at its end. */
    private static Value chomp(Arguments args) {
        var text = args.text(0);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return Value.of(text.substring(0, end));
    }

    private static Value split(Arguments args) {
        var separator = args.text(0);
        var text = args.text(1);
        List<Value> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            args.spendOnNew(text.length());
            text.codePoints().forEach(c -> parts.add(Value.of(Character.toString(c))));
            return new Value.Sequence(parts);
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            args.spendOnNew(1);
            parts.add(Value.of(text.substring(from, at)));
            from = at + separator.length();
        }
        parts.add(Value.of(text.substring(from)));
        return new Value.Sequence(parts);
    }

    /** Offset and length in characters; a negative offset counts from the end, a negative length goes to it. */
    private static Value substr(Arguments args) {
        var characters = args.text(0).codePoints().toArray();
        int offset = args.integer(1);
        int length = args.integer(2);
        long from = Math.clamp(offset < 0 ? (long) characters.length + offset : offset, 0, characters.length);
        long to = length < 0 ? characters.length : Math.min(characters.length, from + length);
        return Value.of(new String(characters, (int) from, (int) (to - from)));
    }

    private static Value title(Arguments args) {
        var result = new StringBuilder();
        boolean begins = true;
        for (int c : args.text(0).codePoints().toArray()) {
            result.appendCodePoint(begins ? Character.toTitleCase(c) : c);
            begins = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
        }
        return Value.of(result.toString());
    }

    /** Indents all lines but the first. */
    private static Value indent(Arguments args) {
        int blanks = args.integer(0);
        if (blanks < 0 || blanks > MAX_WIDTH) {
            throw new WrongArgument(0, "indents by 0 to " + MAX_WIDTH + ", not " + blanks, "");
        }
        var text = args.text(1);
        args.spend(text.chars().filter(c -> c == '\n').count() * blanks);
        return Value.of(text.replace("\n", "\n" + " ".repeat(blanks)));
    }

    private static Value format(Arguments args) {
        var pattern = args.text(0);
        var result = new StringBuilder();
        int next = 1;
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c != '%') {
                result.append(c);
                at++;
            } else if (pattern.startsWith("%%", at)) {
                result.append('%');
                at += 2;
            } else {
                var verb = FormatVerb.at(pattern, at);
                if (next >= args.count()) {
                    throw new WrongArgument(0, "`" + pattern + "` wants more arguments than " + (args.count() - 1), "");
                }
                result.append(verb.apply(args, next++));
                args.spend(result.length());
                at = verb.end();
            }
        }
        if (next < args.count()) {
            throw new WrongArgument(next, "`" + pattern + "` has no place for this argument", "");
        }
        return Value.of(result.toString());
    }
}
