package dev.a3s.logs;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of what was written so far are wanted, of several logs together.
 *
 * @param last    at most so many, the latest; from 0
 * @param since   only lines found at that moment or later
 * @param pattern only lines that it is found in; a follower's later lines too
 */
public record LogQuery(int last, Optional<Instant> since, Optional<LinePattern> pattern) {

    public LogQuery {
        if (last < 0) {
            throw new IllegalArgumentException("a number of lines from 0 on, not " + last);
        }
    }

    /** The last lines, whatever they are. */
    public static LogQuery last(int count) {
        return new LogQuery(count, Optional.empty(), Optional.empty());
    }

    /** Everything found at that moment or later. */
    public static LogQuery since(Instant moment) {
        return new LogQuery(Integer.MAX_VALUE, Optional.of(moment), Optional.empty());
    }

    /** The same of those lines only that {@code wanted} is found in. */
    public LogQuery matching(LinePattern wanted) {
        return new LogQuery(last, since, Optional.of(wanted));
    }
}
