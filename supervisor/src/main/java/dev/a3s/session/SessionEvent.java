package dev.a3s.session;

import java.nio.file.Path;

import dev.a3s.service.ServiceStatus;
import dev.a3s.session.naming.SessionId;
import dev.a3s.status.Changes;

/** Something that happened to a session. */
public sealed interface SessionEvent {

    SessionId session();

    /**
     * The session was created, or taken over from an earlier daemon. The first event of every session.
     *
     * @param file its A3sfile
     */
    record Opened(SessionId session, Path file) implements SessionEvent {}

    /** A service of the session has come into another state. */
    record Changed(SessionId session, ServiceStatus status) implements SessionEvent {}

    /** The session now runs another version of its file, or with other options; its services may be others. */
    record Applied(SessionId session, Changes difference) implements SessionEvent {}

    /** The session is over and its names are served no longer. The last event of every session. */
    record Ended(SessionId session) implements SessionEvent {}
}
