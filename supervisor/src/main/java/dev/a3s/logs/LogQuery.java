package dev.a3s.logs;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of what was written so far are wanted, of several logs together.
 *
 * @param last    at most so many, the latest; from 0
 * @param since   only lines found at that moment or later
 * @param pattern only lines that it is found in; a follower's later lines too
 * @param longest in bytes; of longer lines only so much, and how long they are
 */
public record LogQuery(int last, Optional<Instant> since, Optional<LinePattern> pattern, int longest) {
    /** What is shown of a line in a message or a page, in bytes: some lines of a terminal. */
    public static final int EXCERPT = 2 << 10;

    public LogQuery {
        if (last < 0 || longest < 1) {
            throw new IllegalArgumentException("a number of lines from 0 on, not " + last + ", of 1 byte at least");
        }
    }

    /** Whole lines. */
    public LogQuery(int last, Optional<Instant> since, Optional<LinePattern> pattern) {
        this(last, since, pattern, Integer.MAX_VALUE);
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
        return new LogQuery(last, since, Optional.of(wanted), longest);
    }
}
