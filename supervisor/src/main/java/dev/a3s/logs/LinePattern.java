package dev.a3s.logs;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.a3s.ansi.Ansi;

/**
 * A regular expression ({@link java.util.regex}) that is looked for in the text of lines, without their escape sequences.
 * Some expressions take for ever on some lines: the search ends when nobody wants its outcome any more.
 */
public final class LinePattern {
    private static final int CHECK = 1 << 12;

    private final Pattern pattern;
    private final BooleanSupplier wanted;

    private LinePattern(Pattern pattern, BooleanSupplier wanted) {
        this.pattern = pattern;
        this.wanted = wanted;
    }

    /**
     * Reads an expression.
     *
     * @param wanted asked again and again, from the thread that reads
     * @throws Unusable if {@code expression} is not one; the message says where
     */
    public static LinePattern of(String expression, BooleanSupplier wanted) {
        try {
            return new LinePattern(Pattern.compile(expression), wanted);
        } catch (PatternSyntaxException e) {
            throw new Unusable("\"" + expression + "\" is no regular expression: " + e.getDescription()
                    + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1))
                    + "; a backslash takes the meaning from a character, as in \\[", e);
        }
    }

    /** The expression is wrong, or cannot be looked for. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The search was given up, because nobody waits for its result. */
    public static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("nobody waits for the lines any more");
        }
    }

    /** @throws Abandoned if it is wanted no more */
    boolean isIn(LogLine line) {
        var text = new String(Ansi.strip(line.bytes()), StandardCharsets.UTF_8);
        try {
            return pattern.matcher(new Watched(text, 0, text.length())).find();
        } catch (StackOverflowError e) { // groups that repeat are matched by recursion
            throw new Unusable("\"" + pattern + "\" cannot be looked for in a line of " + text.length()
                    + " characters: a group that repeats is too much for it; write [ab]* for (a|b)*", e);
        }
    }

    /** Text that can be read as long as it is wanted. */
    private final class Watched implements CharSequence {
        private final String text;
        private final int from;
        private final int to;
        private int reads;

        private Watched(String text, int from, int to) {
            this.text = text;
            this.from = from;
            this.to = to;
        }

        @Override
        public char charAt(int index) {
            if (++reads % CHECK == 0 && !wanted.getAsBoolean()) {
                throw new Abandoned();
            }
            return text.charAt(from + index);
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text, from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
