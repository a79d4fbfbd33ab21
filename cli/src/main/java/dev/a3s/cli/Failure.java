package dev.a3s.cli;

/** Ends a command with a message for the user and an exit code. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    Failure(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    Failure(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
