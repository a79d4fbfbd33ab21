package dev.a3s.process;

import java.util.List;

/** A command could not be started at all. The message is meant for the user and names the cause. */
public class LaunchFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of strerror(3): EMFILE and ENFILE, EAGAIN, ENOMEM. */
    private static final List<String> PASSING = List.of("Too many open files", "Resource temporarily unavailable",
            "Cannot allocate memory");

    LaunchFailed(String message) {
        super(message);
    }

    LaunchFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the system was short of something that others may give back, such as open files, rather than the command wrong. */
    public boolean mayPass() {
        return PASSING.stream().anyMatch(getMessage()::contains);
    }

    /** There is no such command. */
    public static final class NotFound extends LaunchFailed {
        private static final long serialVersionUID = 1;

        NotFound(String message) {
            super(message);
        }
    }
}
