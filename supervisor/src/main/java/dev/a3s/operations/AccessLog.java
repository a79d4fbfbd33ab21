package dev.a3s.operations;

import java.util.List;

import dev.a3s.protocol.Reply;
import dev.a3s.session.Session;

/** The last exchanges with each service through the proxy, kept until the session or the daemon ends. Any thread may call. */
public interface AccessLog {

    /** The names that exchanges of {@code session} are kept under: services with a port, and routes. */
    List<String> names(Session session);

    /** The exchanges of one name with numbers above {@code number}, in the order in which they ended. */
    List<Reply.AccessLogEntry> after(Session session, String name, long number);
}
