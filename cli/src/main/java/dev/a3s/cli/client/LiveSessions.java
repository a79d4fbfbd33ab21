package dev.a3s.cli.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.SessionRow;
import dev.a3s.session.naming.SessionSelector;

/** The sessions that run now, as the daemon tells them; one is started only where services may live without. */
public final class LiveSessions {
    private LiveSessions() {}

    /** In the order in which the daemon tells them. */
    public static List<SessionRow> all(Daemon daemon) {
        return matching(daemon, new SessionSelector.All());
    }

    /** The one of that A3sfile, if it runs. */
    public static Optional<SessionRow> of(Daemon daemon, Path file) {
        return matching(daemon, SessionSelector.ofFile(file)).stream().findFirst();
    }

    private static List<SessionRow> matching(Daemon daemon, SessionSelector selector) {
        var sessions = new ArrayList<SessionRow>();
        daemon.askIfNeeded(new Request.Status(selector), reply -> {
            if (reply instanceof Reply.Sessions(var found)) {
                sessions.addAll(found);
            }
        });
        return sessions;
    }
}
