package dev.a3s.hcl;

import dev.a3s.regex.Pace;

/**
 * The work and the memory that the expressions of one file may take together, so that no file keeps its reader busy for long.
 * It is counted in steps: a part of an expression evaluated, a character written, a value of a list or a map looked at, or a
 * step that a regular expression may take. Everything that computes draws from it, before it computes.
 */
public final class Budget {

    /** Enough for any file that a person would write; takes well under a second, and less than 100 MB. */
    public static final long STEPS = 5_000_000;
    /** What a value costs that is made: about as many characters take its memory. */
    private static final int VALUE = 8;
    /** A text inside of a list costs a step for so many characters where it is only compared. */
    private static final int COMPARED = 16;
    /** Steps between two looks at the clock. */
    private static final long TURN = 1 << 13;

    private final Pace pace = new Pace();
    private long left = STEPS;

    void spend(long steps) {
        if (left / TURN != (left - steps) / TURN) {
            pace.giveWay();
        }
        left -= steps;
        if (left < 0) {
            throw new Spent();
        }
    }

    /** For so many values that are about to be made. */
    void spendOnNew(long values) {
        spend(values * VALUE);
    }

    /**
     * For a value that is about to be looked through, each part as often as it is in it: nested {@code for}s make values that
     * take little memory and would be endless when written out.
     */
    void spendOn(Value value) {
        switch (value) {
            case Value.Text(String text) -> spend(1 + text.length() / COMPARED);
            case Value.Numeric _, Value.Truth _, Value.Null _, Value.Unknown _ -> spend(1);
            case Value.Sequence(var items) -> {
                spend(1);
                items.forEach(this::spendOn);
            }
            case Value.Mapping(var entries) -> {
                spend(1);
                entries.forEach((name, item) -> {
                    spend(1 + name.length() / COMPARED);
                    spendOn(item);
                });
            }
        }
    }

    boolean isSpent() {
        return left < 0;
    }

    /** Thrown by the step that is too many; ends the evaluation of the file. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super("spent", null, false, false);
        }
    }
}
