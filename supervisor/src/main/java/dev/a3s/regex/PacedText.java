package dev.a3s.regex;

/**
 * A text that is read in pieces: behind each piece of {@link #PIECE} characters {@code between} runs, and the thread lets others have its processor. A
 * virtual thread that reads it never keeps a carrier for longer than one piece takes.
 */
final class PacedText implements CharSequence {

    /** In characters. */
    static final int PIECE = 1024;

    private final CharSequence text;
    private final Runnable between;
    private final Pace pace = new Pace();
    private int reads;

    /** @param between may throw, which ends the search */
    PacedText(CharSequence text, Runnable between) {
        this.text = text;
        this.between = between;
    }

    @Override
    public char charAt(int index) {
        if (++reads % PIECE == 0) {
            between.run();
            pace.giveWay();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    /** The part itself, which is not paced: it is copied, not searched. */
    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
