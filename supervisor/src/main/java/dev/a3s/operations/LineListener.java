package dev.a3s.operations;

import java.io.IOException;
import java.util.List;

import dev.a3s.logs.LogLine;
import dev.a3s.status.Notice;

/** Receives lines of logs. Its methods may block, and throw IOException once the listener is gone. */
public interface LineListener {

    /** The services that lines will be of; again when services are added or removed. */
    void services(List<String> names) throws IOException;

    /** A line; the listener may keep it back until {@link #flush}. */
    void line(LogLine line) throws IOException;

    /** Nothing more is there at the moment. */
    void flush() throws IOException;

    /** Something is wrong with a log. */
    void notice(Notice notice) throws IOException;

    /** Throws if the listener is gone. */
    void checkPresence() throws IOException;
}
