package dev.a3s.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.status.PortsView;
import dev.a3s.cli.status.StatusTable;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.Table;
import dev.a3s.cli.terminal.Table.Cell;
import dev.a3s.cli.terminal.Table.Concession;
import dev.a3s.cli.terminal.Terminal;
import dev.a3s.cli.terminal.Text;
import dev.a3s.json.Json;
import dev.a3s.protocol.SessionJson;
import dev.a3s.protocol.SessionRow;
import dev.a3s.status.Phase;

/** {@code a3s ps}: every session of this user. */
@Command(name = "ps",
        description = "Show all your sessions and their services.",
        footerHeading = "%nExample:%n", footer = {
            "  a3s ps", "  a3s ps --sessions", "  a3s ps --ports", "  a3s ps --json"})
final class PsCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Option(names = "--sessions", description = "A line for each session.")
    private boolean sessionsOnly;

    @Option(names = "--ports", description = "Who listens on which port; like a3s ports.")
    private boolean ports;

    @Option(names = "--with-servers", hidden = true,
            description = "With --sessions: and their services.")
    private boolean withServers;

    @Option(names = "--json", description = "Print it as a JSON array.")
    private boolean json;

    PsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean summary = sessionsOnly && !withServers;
        if (ports && (sessionsOnly || withServers)) {
            throw new Failure(ExitCode.WRONG, "--ports and --sessions are two views; leave one out");
        }
        var sessions = LiveSessions.all(daemon);
        if (ports) {
            new PortsView(console, daemon).show(sessions, json);
        } else if (json) {
            console.printJson(Json.indented(summary ? sessions.stream().map(Summary::of).toList()
                    : sessions.stream().map(SessionJson::of).toList()));
        } else if (sessions.isEmpty()) {
            console.say("nothing is running");
        } else if (summary) {
            summaries(sessions).forEach(console::print);
        } else {
            everything(sessions).forEach(console::print);
        }
        return ExitCode.DONE;
    }

    /** A session in few words. */
    private record Summary(String session, String project, String file, Instant created, int services, long ready) {
        static Summary of(SessionRow row) {
            return new Summary(row.session(), row.project(), row.file().toString(), row.created(),
                    row.services().size(),
                    row.services().stream().filter(service -> service.ready() || service.phase() == Phase.ASLEEP)
                            .count());
        }

        String readiness() {
            return ready + "/" + services + " ready";
        }
    }

    private List<String> summaries(List<SessionRow> sessions) {
        var rows = sessions.stream().map(Summary::of).toList();
        return new Table()
                .column("SESSION", Concession.NEVER, rows.stream().map(row -> new Cell(row.session())).toList())
                .column("SERVICES", Concession.NEVER, rows.stream().map(row -> new Cell(row.readiness())).toList())
                .column("UPTIME", Concession.drop(2), rows.stream()
                        .map(row -> new Cell(StatusTable.age(row.created(), Instant.now())))
                        .toList())
                .column("FILE", Concession.drop(1), rows.stream().map(row -> new Cell(row.file())).toList())
                .lines(console.terminal().width(), console::style);
    }

    private List<String> everything(List<SessionRow> sessions) {
        int width = console.terminal().width();
        var lines = new ArrayList<String>();
        for (var session : sessions) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            var summary = Summary.of(session);
            var rest = Text.clip("  " + summary.readiness() + ", up "
                    + StatusTable.age(session.created(), Instant.now()) + ", " + session.file(),
                    width == Terminal.UNBOUNDED ? width : width - session.session().length());
            lines.add(console.style(Style.BOLD, session.session()) + console.style(Style.DIM, rest));
            lines.addAll(StatusTable.lines(session.services(), width, Instant.now(), console::style));
        }
        return lines;
    }
}
