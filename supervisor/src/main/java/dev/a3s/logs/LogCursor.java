package dev.a3s.logs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads on through a log, or several, and waits at its end for what comes. Each keeps its own place and reads from disk,
 * so a slow reader loses nothing and holds nobody up. Used by one thread at a time; closed by any.
 */
public interface LogCursor extends AutoCloseable {

    /** The next line; empty when none came within that time. Zero does not wait. */
    Optional<LogLine> next(Duration wait) throws InterruptedException;

    /** The number of the last line that was read, or passed over, of each service; 0 for none. */
    Map<String, Long> position();

    /** Gives up the place; the lines that were kept for this reader may go. */
    @Override
    void close();
}
