package dev.a3s.operations;

import java.io.IOException;
import java.util.List;

import dev.a3s.config.Problem;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;
import dev.a3s.status.Notice;

/**
 * Hears of an operation while it goes on: the command, the page or the agent that asked for it. Each method may block while the
 * listener is slow, and throws IOException once it is gone; what it asked for goes on then. Called by the operation's thread, and
 * {@link #notice} also by one of the operation's own.
 */
public interface OperationListener {

    /** The A3sfile has warnings. */
    void warnings(List<Problem> warnings) throws IOException;

    /**
     * The session is there, and its services are about to start.
     *
     * @param created whether this operation created it
     * @param targets the services that were asked for and what they need, dependencies first
     * @param notices what a user should know about it
     */
    void opened(String session, boolean created, List<String> targets, List<Notice> notices) throws IOException;

    /** Something goes on besides the phases of services. */
    void notice(Notice notice) throws IOException;

    /** These sessions, as they are now, are about to be stopped, in whole or in part. */
    void stopping(List<SessionRow> sessions) throws IOException;

    /** A service has come into another state. */
    void moved(ServiceRow service) throws IOException;

    /** Nothing is left to wait for: the session as it is now. Comes also when the wait was given up. */
    void settled(SessionRow session) throws IOException;

    /** Throws if the listener is gone; for operations that wait for something to say. */
    void checkPresence() throws IOException;
}
