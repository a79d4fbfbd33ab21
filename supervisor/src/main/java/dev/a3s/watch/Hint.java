package dev.a3s.watch;

import java.nio.file.Path;

/** What a {@link Watcher} reports. */
sealed interface Hint {

    /** Something happened at {@code path} or, where it is a directory, somewhere below it. */
    record Stirred(Path path) implements Hint {}

    /** Events were lost or the watcher ended: it has to be opened anew and everything looked at. */
    record Lost() implements Hint {}
}
