package dev.a3s.operations;

import java.io.IOException;
import java.util.List;

import dev.a3s.protocol.Reply;

/** Receives exchanges of an access log. Methods may block, and throw IOException once the listener is gone. */
public interface ExchangeListener {

    /** The services and routes whose exchanges are reported; called first. */
    void names(List<String> names) throws IOException;

    /** An exchange that is over. */
    void exchange(Reply.AccessLogEntry exchange) throws IOException;

    /** Throws if the listener is gone. */
    void checkPresence() throws IOException;
}
