package dev.a3s.cli.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.NearName;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;
import dev.a3s.session.naming.SessionSelector;

/** The sessions that run now. To list them, the daemon is started only where services may live without one. */
public final class LiveSessions {
    private LiveSessions() {}

    /** All running sessions, in the order in which they were created. */
    public static List<SessionRow> all(DaemonClient daemon) {
        return matching(daemon, new SessionSelector.All());
    }

    /** The one of that A3sfile, if it runs. */
    public static Optional<SessionRow> of(DaemonClient daemon, Path file) {
        return matching(daemon, SessionSelector.ofFile(file)).stream().findFirst();
    }

    /** What a command says that finds no session of {@code file}. */
    public static String noneRuns(Path file) {
        return "nothing is running for " + file + "; start it with: a3s up";
    }

    /**
     * The service of {@code session} that is called {@code name}.
     *
     * @throws Failure if there is none
     */
    public static ServiceRow service(SessionRow session, String name) {
        var known = session.services().stream().map(ServiceRow::service).toList();
        return session.services().stream().filter(row -> row.service().equals(name)).findFirst()
                .orElseThrow(() -> new Failure(ExitCode.WRONG, "unknown service: '" + name + "'"
                        + NearName.question(name, known, "; this project has " + String.join(", ", known))));
    }

    private static List<SessionRow> matching(DaemonClient daemon, SessionSelector selector) {
        var sessions = new ArrayList<SessionRow>();
        daemon.askIfNeeded(new Request.Status(selector), reply -> {
            if (reply instanceof Reply.Sessions(var found)) {
                sessions.addAll(found);
            }
        });
        return sessions;
    }
}
