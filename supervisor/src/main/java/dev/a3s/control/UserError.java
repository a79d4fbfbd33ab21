package dev.a3s.control;

/** A request that cannot be met; the message is for the user. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    private UserError(String message, int exit) {
        super(message);
        this.exit = exit;
    }

    /** What was asked for could not be done. */
    static UserError failed(String message) {
        return new UserError(message, 1);
    }

    /** What was asked for makes no sense: a name that does not exist, for instance. */
    static UserError wrong(String message) {
        return new UserError(message, 2);
    }

    /** What the command that asked exits with. */
    int exit() {
        return exit;
    }
}
