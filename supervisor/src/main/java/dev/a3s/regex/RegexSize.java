package dev.a3s.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * How large an expression becomes when its counts are written out, as RE2 does: {@code (a{10}b){10}} has 110 parts. Counted
 * before anything is compiled, because nested counts grow beyond any memory. An expression that is none has some size too.
 */
final class RegexSize {
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,6})(?:,(\\d{0,6}))?}");

    private final String expression;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long parts;
    private long last;

    private RegexSize(String expression) {
        this.expression = expression;
    }

    /** The number of parts, or {@code most + 1} as soon as there are more, or groups nest deeper than {@code deepest}. */
    static long of(String expression, long most, int deepest) {
        return new RegexSize(expression).count(most, deepest);
    }

    private long count(long most, int deepest) {
        int at = 0;
        while (at < expression.length()) {
            at = switch (expression.charAt(at)) {
                case '\\' -> part(at + 2);
                case '[' -> part(behindClass(at));
                case '(' -> {
                    outer.push(parts);
                    parts = 0;
                    yield at + 1;
                }
                case ')' -> {
                    long inner = parts;
                    parts = outer.isEmpty() ? 0 : outer.pop();
                    last = inner + 2;
                    parts += last;
                    yield at + 1;
                }
                case '{' -> times(at);
                default -> part(at + 1);
            };
            if (parts > most || outer.size() > deepest) {
                return most + 1;
            }
        }
        return parts + outer.stream().mapToLong(Long::longValue).sum();
    }

    private int part(int end) {
        last = 1;
        parts++;
        return end;
    }

    /** A count multiplies the part before it. */
    private int times(int at) {
        var count = COUNT.matcher(expression).region(at, expression.length());
        if (!count.lookingAt()) {
            return part(at + 1);
        }
        long least = Long.parseLong(count.group(1));
        long times = count.group(2) == null || count.group(2).isEmpty() ? least : Long.parseLong(count.group(2));
        parts += last * (Math.max(1, Math.max(least, times)) - 1);
        last *= Math.max(1, Math.max(least, times));
        return count.end();
    }

    /** The offset behind a class such as <code>[^])\w[:alpha:]]</code>. */
    private int behindClass(int open) {
        int at = open + 1;
        if (expression.startsWith("^", at)) {
            at++;
        }
        if (expression.startsWith("]", at)) {
            at++;
        }
        while (at < expression.length() && expression.charAt(at) != ']') {
            int named = expression.startsWith("[:", at) ? expression.indexOf(":]", at) : -1;
            at = named >= 0 ? named + 2 : at + (expression.charAt(at) == '\\' ? 2 : 1);
        }
        return at + 1;
    }
}
