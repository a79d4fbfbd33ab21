package dev.a3s.cli.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.SessionRow;

/** The sessions that run now, as the daemon tells them; one is started only where services may live without. */
public final class LiveSessions {
    private LiveSessions() {}

    /** In the order in which the daemon tells them. */
    public static List<SessionRow> all(DaemonClient daemon) {
        return matching(daemon, Optional.empty());
    }

    /** The one of that A3sfile, if it runs. */
    public static Optional<SessionRow> of(DaemonClient daemon, Path file) {
        return matching(daemon, Optional.of(file)).stream().findFirst();
    }

    private static List<SessionRow> matching(DaemonClient daemon, Optional<Path> file) {
        var sessions = new ArrayList<SessionRow>();
        daemon.askIfNeeded(new Request.Status(file), reply -> {
            if (reply instanceof Reply.Sessions(var found)) {
                sessions.addAll(found);
            }
        });
        return sessions;
    }
}
