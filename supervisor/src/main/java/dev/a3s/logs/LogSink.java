package dev.a3s.logs;

import java.util.function.BooleanSupplier;

/**
 * Where lines are written to: a terminal, JSON for programs, the caller of a request, a page. Used by one thread at a time.
 * A sink that can take no more throws an unchecked exception, which ends the reading.
 *
 * @param <L> {@link LogLine}, or what else comes line by line
 */
public interface LogSink<L> {

    /** Takes one line; its reader may get to see it only with the next {@link #flush}. */
    void write(L line);

    /** Lets the reader see all that was written. */
    void flush();

    /** This sink until {@code over}; lines that are written then are dropped. */
    default LogSink<L> until(BooleanSupplier over) {
        var sink = this;
        return new LogSink<>() {
            @Override
            public void write(L line) {
                if (!over.getAsBoolean()) {
                    sink.write(line);
                }
            }

            @Override
            public void flush() {
                sink.flush();
            }
        };
    }
}
