package dev.a3s.cli.terminal;

/** Ends a command with a message for the user and an exit code. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    /**
     * A failure without a cause for {@code --debug} to show.
     *
     * @param exit    one of {@link ExitCode}, or what another program exits with
     * @param message a sentence without a full stop: what failed, the value seen, what to do
     */
    public Failure(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    /** A failure caused by {@code cause}. */
    public Failure(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** What the process exits with. */
    public int exit() {
        return exit;
    }
}
