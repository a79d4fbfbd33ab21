package dev.a3s.logs;

import java.io.IOException;
import java.nio.file.Path;

/** A log's files cannot be opened, read or written. The message names the directory and the cause. */
public final class LogUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    LogUnreadable(Path dir, IOException cause) {
        super("the log in " + dir + " cannot be used: " + cause.getMessage(), cause);
    }
}
