package dev.a3s.session;

import java.util.List;

/** An {@code init} step did not succeed: nothing that waits for it was started or changed. */
public final class InitFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Said said;

    /**
     * What a step wrote that says why it failed.
     *
     * @param log    the name of the log that has all of it
     * @param errors its first lines that look like errors, of those before {@code last}
     * @param last   its last lines
     */
    record Said(String log, List<String> errors, List<String> last) {
        String words() {
            return (errors.isEmpty() ? "" : "; its first errors:\n  " + String.join("\n  ", errors))
                    + (last.isEmpty() ? ""
                            : (errors.isEmpty() ? "; " : "\n") + "its last lines (a3s logs " + log + " tells all):\n  "
                                    + String.join("\n  ", last));
        }
    }

    /** @param said what the step wrote */
    InitFailed(String message, Said said) {
        super(message);
        this.said = said;
    }

    /** Without any line of a step. */
    InitFailed(String message) {
        this(message, new Said("", List.of(), List.of()));
    }

    /** What it means for the session, as the end of a message. */
    static String consequence(boolean isNew) {
        return isNew ? "; nothing was started" : "; what runs goes on as it was, and the next a3s up tries again";
    }

    /** The message and, below it, the lines of the step that say why. */
    public String withItsLines() {
        return getMessage() + said.words();
    }
}
