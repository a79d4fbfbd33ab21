package dev.a3s.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.SessionRow;

/** The sessions that run now, as the daemon tells them; one is started only where services may live without. */
final class LiveSessions {
    private LiveSessions() {}

    static List<SessionRow> all(Daemon daemon) {
        return matching(daemon, Optional.empty());
    }

    static Optional<SessionRow> of(Daemon daemon, Path file) {
        return matching(daemon, Optional.of(file)).stream().findFirst();
    }

    private static List<SessionRow> matching(Daemon daemon, Optional<Path> file) {
        var sessions = new ArrayList<SessionRow>();
        daemon.askIfNeeded(new Request.Status(file), reply -> {
            if (reply instanceof Reply.Sessions(var found))
                sessions.addAll(found);
        });
        return sessions;
    }
}
