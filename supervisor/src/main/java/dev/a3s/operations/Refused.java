package dev.a3s.operations;

/** An operation that cannot be carried out. The message is for a user: what failed, and what to do. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean mistaken;

    private Refused(String message, boolean mistaken) {
        super(message);
        this.mistaken = mistaken;
    }

    /** What was asked for could not be done. */
    static Refused impossible(String message) {
        return new Refused(message, false);
    }

    /** What was asked for makes no sense: a name that does not exist, for instance. */
    static Refused mistaken(String message) {
        return new Refused(message, true);
    }

    /** Whether the request itself is at fault, so that to repeat it is of no use. */
    public boolean isMistaken() {
        return mistaken;
    }
}
