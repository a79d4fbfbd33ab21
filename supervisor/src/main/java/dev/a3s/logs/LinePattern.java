package dev.a3s.logs;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

import dev.a3s.ansi.Ansi;
import dev.a3s.regex.Pace;
import dev.a3s.regex.Regex;
import dev.a3s.regex.UnusableRegex;

/**
 * A regular expression ({@link Regex}) that is looked for in the text of lines, without their escape sequences. In
 * megabytes that takes a while: the search ends when nobody wants its outcome any more. For one thread at a time.
 */
public final class LinePattern {
    /** In characters, of many short lines. */
    private static final int MANY = 1 << 16;

    private final Regex regex;
    private final BooleanSupplier wanted;
    private final Pace pace = new Pace();
    private int searched;

    private LinePattern(Regex regex, BooleanSupplier wanted) {
        this.regex = regex;
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
            return new LinePattern(Regex.of(expression), wanted);
        } catch (UnusableRegex e) {
            throw new Unusable("\"" + expression + "\" is " + e.getMessage() + "; " + e.help(), e);
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
        searched += text.length();
        if (searched >= MANY) {
            searched = 0;
            goOn();
            pace.giveWay();
        }
        return regex.isIn(text, this::goOn);
    }

    private void goOn() {
        if (!wanted.getAsBoolean()) {
            throw new Abandoned();
        }
    }
}
