package dev.a3s.hcl;

/**
 * What the expressions of one file may cost together, so that no file keeps its reader busy for long: a step is a value
 * made, a character written or a character that a regular expression looks at.
 */
public final class Budget {

    /** Enough for any file that a person would write; well under a second. */
    public static final long STEPS = 10_000_000;

    private long left = STEPS;

    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new Spent();
        }
    }

    boolean isSpent() {
        return left < 0;
    }

    /** Ends the evaluation. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super("spent", null, false, false);
        }
    }
}
