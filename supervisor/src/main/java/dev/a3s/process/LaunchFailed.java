package dev.a3s.process;

/** A command could not be started at all. The message is meant for the user and names the cause. */
public class LaunchFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    LaunchFailed(String message) {
        super(message);
    }

    LaunchFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is no such command. */
    public static final class NotFound extends LaunchFailed {
        private static final long serialVersionUID = 1;

        NotFound(String message) {
            super(message);
        }
    }
}
