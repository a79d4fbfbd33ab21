package dev.a3s.process;

/** A command could not be started at all. The message is meant for the user and names the cause. */
public final class LaunchFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    LaunchFailed(String message) {
        super(message);
    }

    LaunchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
