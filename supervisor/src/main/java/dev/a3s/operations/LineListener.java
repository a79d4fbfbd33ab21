package dev.a3s.operations;

import java.io.IOException;
import java.util.List;

import dev.a3s.logs.LogLine;
import dev.a3s.status.Notice;

/** Receives lines of logs. Methods may block, and throw IOException once the listener is gone. */
public interface LineListener {

    /** The services whose lines are reported; called first, and again when services are added or removed. */
    void services(List<String> names) throws IOException;

    /** A line; the listener may keep it back until {@link #flush}. */
    void line(LogLine line) throws IOException;

    /** There are no more lines at the moment. */
    void flush() throws IOException;

    /** Something is wrong with a log. */
    void notice(Notice notice) throws IOException;

    /** Throws if the listener is gone. */
    void checkPresence() throws IOException;
}
