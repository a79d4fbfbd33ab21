package dev.a3s.cli.terminal;

/** What the command's exit code says. */
public final class ExitCode {
    /** What was asked for is done, or is so. */
    public static final int DONE = 0;
    /** A service or an operation failed. */
    public static final int FAILED = 1;
    /** The command line or the file is wrong. */
    public static final int WRONG = 2;
    /** No daemon could be started or reached. */
    public static final int NO_DAEMON = 3;

    private ExitCode() {}
}
