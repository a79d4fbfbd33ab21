package dev.a3s.hcl;

/**
 * The work that the expressions of one file may take together, so that no file keeps its reader busy for long. It is counted
 * in steps: a value made, a character written, or a character that a regular expression looks at.
 */
public final class Budget {

    /** Enough for any file that a person would write; takes well under a second. */
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

    /** Thrown by the step that is too many; ends the evaluation of the file. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super("spent", null, false, false);
        }
    }
}
