package dev.a3s.cli;

/** What the command's exit code says. */
final class ExitCode {
    static final int DONE = 0;
    /** A service or an operation failed. */
    static final int FAILED = 1;
    /** The command line or the file is wrong. */
    static final int WRONG = 2;
    /** No daemon could be started or reached. */
    static final int NO_DAEMON = 3;

    private ExitCode() {}
}
