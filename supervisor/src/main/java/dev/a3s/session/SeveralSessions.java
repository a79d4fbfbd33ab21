package dev.a3s.session;

import java.util.List;

import dev.a3s.session.naming.SessionId;

/** A request needs one session, and means several that run. */
public final class SeveralSessions extends RuntimeException {
    private static final long serialVersionUID = 1;

    SeveralSessions(List<SessionId> meant) {
        super("that could be any of the sessions " + String.join(", ", meant.stream().map(SessionId::name).toList())
                + "; say which with --session");
    }
}
