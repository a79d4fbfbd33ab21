package dev.a3s.cli.up;

import java.util.List;
import java.util.Optional;

import dev.a3s.cli.terminal.Browser;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;
import dev.a3s.status.Phase;

/** Where the services of a session are reached, printed once they are ready, and which of those asked for failed. */
public final class UrlPanel {
    private final Console console;
    private final NameColours names;

    /** @param names shared with the log lines that follow, so that both are aligned */
    public UrlPanel(Console console, NameColours names) {
        this.console = console;
        this.names = names;
    }

    /**
     * Prints what failed, and a URL for each service that is ready or starts with its first request.
     *
     * @param targets the services that were asked for and what they need
     * @param browser whether to open the service that the A3sfile's {@code dev.open} names
     */
    public void show(SessionRow session, List<String> targets, boolean browser) {
        showFailures(session, targets);
        var reachable = session.services().stream()
                .filter(row -> (row.ready() || isAsleep(row)) && !row.url().isEmpty()).toList();
        if (reachable.isEmpty()) {
            return;
        }
        names.expect(reachable.stream().map(ServiceRow::service).toList());
        console.print("");
        for (var row : reachable) {
            console.print("  " + names.padded(row.service()) + "  " + console.style(Style.BOLD, row.url())
                    + (isAsleep(row) ? console.style(Style.DIM, "  starts with its first request") : ""));
        }
        console.print("");
        if (browser) {
            reachable.stream().filter(row -> session.open().equals(Optional.of(row.service())))
                    .forEach(row -> Browser.open(row.url(), System.getenv()));
        }
    }

    private static boolean isAsleep(ServiceRow row) {
        return row.phase() == Phase.ASLEEP;
    }

    private void showFailures(SessionRow session, List<String> targets) {
        var failed = session.services().stream().filter(row -> row.phase() == Phase.FAILED)
                .map(ServiceRow::service).filter(targets::contains).toList();
        if (!failed.isEmpty()) {
            console.say("\n" + console.style(Style.RED, String.join(", ", failed) + " failed")
                    + "; what led to it: a3s why " + failed.getFirst());
        }
    }
}
