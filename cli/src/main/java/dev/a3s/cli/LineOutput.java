package dev.a3s.cli;

import dev.a3s.control.LoggedLine;
import dev.a3s.control.Reply;

/** Where lines of logs are shown. */
interface LineOutput {

    /** One line; it may become visible with {@link #flush} only. */
    void print(LoggedLine line);

    void flush();

    /** All of them, visible at once. */
    default void print(Reply.Lines lines) {
        lines.each().forEach(this::print);
        flush();
    }
}
