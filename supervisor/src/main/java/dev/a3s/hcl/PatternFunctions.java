package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions, which pay for every character that they look at: an evil pattern runs out of budget. */
final class PatternFunctions {
    private static final int MAX_PATTERN = 1000;

    static final Map<String, Signature> ALL = new TreeMap<>();
    static {
        ALL.put("regex", new Signature(2, 2, PatternFunctions::regex));
        ALL.put("regexall", new Signature(2, 2, PatternFunctions::regexall));
    }

    /** A text that charges for being read. */
    private record Metered(CharSequence text, Arguments args) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            args.spend(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private PatternFunctions() {}

    private static Matcher matcher(Arguments args) {
        var pattern = args.text(0);
        if (pattern.length() > MAX_PATTERN) {
            throw new WrongArgument(0, "wants a pattern of at most " + MAX_PATTERN + " characters", "");
        }
        try {
            return Pattern.compile(pattern).matcher(new Metered(args.text(1), args));
        } catch (PatternSyntaxException invalid) {
            throw new WrongArgument(0, "wants a regular expression: " + invalid.getDescription(), "");
        }
    }

    private static Value regex(Arguments args) {
        var matcher = matcher(args);
        if (!find(matcher)) {
            throw new WrongArgument(1, args.value(1).shown() + " does not match " + args.value(0).shown(), "");
        }
        return match(matcher);
    }

    private static Value regexall(Arguments args) {
        var matcher = matcher(args);
        List<Value> matches = new ArrayList<>();
        while (find(matcher)) {
            args.spend(1);
            matches.add(match(matcher));
        }
        return new Value.Sequence(matches);
    }

    private static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError tooDeep) {
            throw new WrongArgument(0, "this pattern goes too deep", "write a simpler one");
        }
    }

    /** The whole match, or the groups in a list, or by their names. */
    private static Value match(Matcher matcher) {
        if (matcher.groupCount() == 0) {
            return Value.of(matcher.group());
        }
        if (!matcher.namedGroups().isEmpty()) {
            Map<String, Value> groups = new TreeMap<>();
            matcher.namedGroups().keySet().forEach(name -> groups.put(name, text(matcher.group(name))));
            return new Value.Mapping(groups);
        }
        List<Value> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(text(matcher.group(i)));
        }
        return new Value.Sequence(groups);
    }

    private static Value text(String group) {
        return group == null ? Value.nothing() : Value.of(group);
    }
}
