package dev.a3s.session;

import java.util.List;

/** An {@code init} step did not succeed: nothing that waits for it was started or changed. */
public final class InitFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String said;

    /**
     * @param log   the name of the log that has all that the step wrote
     * @param lines what the step wrote last
     */
    InitFailed(String message, String log, List<String> lines) {
        super(message);
        this.said = lines.isEmpty() ? ""
                : "; its last lines (a3s logs " + log + " tells all):\n  " + String.join("\n  ", lines);
    }

    /** Without any line of a step. */
    InitFailed(String message) {
        this(message, "", List.of());
    }

    /** What it means for the session, as the end of a message. */
    static String consequence(boolean isNew) {
        return isNew ? "; nothing was started" : "; what runs goes on as it was, and the next a3s up tries again";
    }

    /** The message and, below it, the lines that the step wrote last. */
    public String withItsLines() {
        return getMessage() + said;
    }
}
