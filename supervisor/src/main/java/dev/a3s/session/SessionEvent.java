package dev.a3s.session;

import java.nio.file.Path;

import dev.a3s.service.ServiceStatus;
import dev.a3s.session.naming.SessionId;
import dev.a3s.status.Changes;

/** Something that happened to one of all sessions. */
public sealed interface SessionEvent {

    SessionId session();

    /**
     * The session is there: created, or taken over from an earlier daemon. Before every other event of it.
     *
     * @param file its A3sfile
     */
    record Opened(SessionId session, Path file) implements SessionEvent {}

    /** A service of the session has come into another state. */
    record Changed(SessionId session, ServiceStatus status) implements SessionEvent {}

    /** The session has gone over to another version of its file, or to other options; its services may be others now. */
    record Applied(SessionId session, Changes difference) implements SessionEvent {}

    /** The session is over and its names are served no longer. After every other event of it. */
    record Ended(SessionId session) implements SessionEvent {}
}
