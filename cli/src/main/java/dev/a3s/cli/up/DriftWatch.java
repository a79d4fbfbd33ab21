package dev.a3s.cli.up;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.terminal.Console;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.SessionRow;
import dev.a3s.protocol.StatusFile;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Drift;

/**
 * Says, while an {@code a3s up} follows, that the A3sfile or a file of variables says something else than what runs, and how to
 * apply it; each difference once, some seconds after the edit. Looks at the session's status file, which costs no daemon's time,
 * and asks the daemon where there is none. A virtual thread of its own, until it is closed.
 */
public final class DriftWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** A status file is missing for some seconds after a change; only then the daemon is asked. */
    private static final int LOOKS_BEFORE_ASKING = 10;

    private final DaemonClient daemon;
    private final Path file;
    private final Console console;
    private final Thread thread;
    private int missing;

    private DriftWatch(DaemonClient daemon, Path file, Console console) {
        this.daemon = daemon;
        this.file = file;
        this.console = console;
        this.thread = Thread.ofVirtual().name("drift").unstarted(this::run);
    }

    /** Begins at once. */
    public static DriftWatch begin(DaemonClient daemon, Path file, Console console) {
        var watch = new DriftWatch(daemon, file, console);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        Optional<Drift> said = Optional.empty();
        try {
            while (true) {
                Thread.sleep(PAUSE);
                var session = look();
                if (session.isEmpty()) {
                    continue;
                }
                var drift = session.get().drift();
                if (!drift.equals(said)) {
                    drift.ifPresent(difference -> console.say(difference.words(file.getFileName().toString())));
                    said = drift;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private Optional<SessionRow> look() {
        var selector = SessionSelector.ofFile(file);
        var row = StatusFile.read(daemon.home(), selector).map(StatusFile::session);
        missing = row.isPresent() ? 0 : missing + 1;
        return missing < LOOKS_BEFORE_ASKING ? row : ask(selector);
    }

    private Optional<SessionRow> ask(SessionSelector selector) {
        missing = 0;
        var rows = new SessionRow[1];
        try {
            var _ = daemon.askIfRunning(new Request.Status(selector), reply -> {
                if (reply instanceof Reply.Sessions(var found) && !found.isEmpty()) {
                    rows[0] = found.getFirst();
                }
            });
        } catch (RuntimeException _) {
            return Optional.empty(); // the daemon is being replaced
        }
        return Optional.ofNullable(rows[0]);
    }
}
