package dev.a3s.cli.log;

import java.util.function.BooleanSupplier;

import dev.a3s.control.LoggedLine;
import dev.a3s.control.Reply;

/** Where lines of logs are shown. */
public interface LineOutput {

    /** One line; it may become visible with {@link #flush} only. */
    void print(LoggedLine line);

    /** Makes all that was printed visible. */
    void flush();

    /** The same until {@code over}; lines that come then are dropped. */
    default LineOutput until(BooleanSupplier over) {
        var output = this;
        return new LineOutput() {
            @Override
            public void print(LoggedLine line) {
                if (!over.getAsBoolean()) {
                    output.print(line);
                }
            }

            @Override
            public void flush() {
                output.flush();
            }
        };
    }

    /** All of them, visible at once. */
    default void print(Reply.Lines lines) {
        lines.each().forEach(this::print);
        flush();
    }
}
