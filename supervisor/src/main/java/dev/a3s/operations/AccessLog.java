package dev.a3s.operations;

import java.util.List;

import dev.a3s.protocol.Reply;
import dev.a3s.session.Session;

/** What was asked of services by their names: the last exchanges of each, kept while the daemon lives. Any thread may call. */
public interface AccessLog {

    /** The names that exchanges of {@code session} are kept under: services with a port, and routes. */
    List<String> names(Session session);

    /** Those of one name whose number is above {@code number}, in the order in which they ended. */
    List<Reply.AccessLogEntry> after(Session session, String name, long number);
}
