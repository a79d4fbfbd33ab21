package dev.a3s.control;

/** A request that cannot be met; the message is for the user. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    // exit: 1 it failed, 2 it was wrong
    UserError(String message, int exit) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
