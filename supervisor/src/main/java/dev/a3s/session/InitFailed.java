package dev.a3s.session;

import java.util.List;

/** An {@code init} step did not succeed; nothing that waits for it was started. */
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

    /** The message and, below it, the lines that the step wrote last. */
    public String withItsLines() {
        return getMessage() + said;
    }
}
