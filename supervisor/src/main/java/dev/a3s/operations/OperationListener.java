package dev.a3s.operations;

import java.io.IOException;
import java.util.List;

import org.slf4j.LoggerFactory;

import dev.a3s.config.Problem;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;
import dev.a3s.status.Notice;

/**
 * Receives reports of an operation while it goes on, for the command, the page or the agent that asked for it. Each method may
 * block while the receiver is slow, and throws IOException once it is gone; the operation goes on then. Methods are called on the
 * thread of the operation's caller, {@link #notice} also on a thread of the operation.
 */
public interface OperationListener {

    /** The warnings about the A3sfile. */
    void warnings(List<Problem> warnings) throws IOException;

    /**
     * The session is open, and its services are about to start.
     *
     * @param created whether this operation created it
     * @param targets the services that were asked for and what they need, dependencies first
     * @param notices what a user should know about the session
     */
    void opened(String session, boolean created, List<String> targets, List<Notice> notices) throws IOException;

    /** Something happened that no service's phase shows. */
    void notice(Notice notice) throws IOException;

    /** Sessions whose services, all or some, are about to be stopped; the rows are as before the stop. */
    void stopping(List<SessionRow> sessions) throws IOException;

    /** A service has come into another state. */
    void moved(ServiceRow service) throws IOException;

    /** The wait is over, or was given up: the session as it is now. */
    void settled(SessionRow session) throws IOException;

    /** Throws if the listener is gone; called by operations that have nothing to report for a while. */
    void checkPresence() throws IOException;

    /** The same as {@link #notice} for work that goes on without its listener: one that is gone misses the notice. */
    default void noticeUnlessGone(Notice notice) {
        try {
            notice(notice);
        } catch (IOException e) {
            LoggerFactory.getLogger(OperationListener.class).debug("nobody hears: {}", notice, e);
        }
    }
}
