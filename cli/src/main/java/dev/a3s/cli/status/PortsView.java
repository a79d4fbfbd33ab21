package dev.a3s.cli.status;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Table;
import dev.a3s.cli.terminal.Table.Cell;
import dev.a3s.cli.terminal.Table.Concession;
import dev.a3s.json.Json;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;

/** Which ports a3s and its services use. */
public final class PortsView {
    private final Console console;
    private final DaemonClient daemon;

    public PortsView(Console console, DaemonClient daemon) {
        this.console = console;
        this.daemon = daemon;
    }

    /**
     * A port in use.
     *
     * @param service   who uses it; "(proxy)" is the daemon
     * @param session   empty for the proxy, which is all sessions'
     * @param listening whether somebody listens there, rather than being expected to
     */
    private record Use(int port, String service, Optional<String> session, Optional<Long> pid, boolean listening) {}

    /** Prints the proxy's ports and those of {@code sessions}. */
    public void show(List<SessionRow> sessions, boolean json) {
        List<Use> uses = new ArrayList<>(proxy());
        for (var session : sessions) {
            for (var row : session.services()) {
                uses.addAll(of(session, row));
            }
        }
        uses.sort(Comparator.comparingInt(Use::port));
        if (json) {
            console.printJson(Json.indented(uses));
        } else if (uses.isEmpty()) {
            console.say("no port is in use");
        } else {
            table(uses).forEach(console::print);
        }
    }

    /** The ports that a service listens on, and its own port while it runs. */
    private static List<Use> of(SessionRow session, ServiceRow row) {
        var ports = new TreeSet<>(row.ports());
        if (row.pid().isPresent() && row.port().isPresent()) {
            ports.add(row.port().getAsInt());
        }
        return ports.stream()
                .map(port -> new Use(port, row.service(), Optional.of(session.session()), row.pid(),
                        row.ports().contains(port)))
                .toList();
    }

    private List<Use> proxy() {
        var uses = new ArrayList<Use>();
        daemon.askIfRunning(new Request.DaemonStatus(), reply -> {
            if (reply instanceof Reply.Daemon found) {
                found.listeners().forEach(listener -> uses.add(new Use(
                        Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1)), "(proxy)",
                        Optional.empty(), Optional.of(found.pid()), true)));
            }
        });
        return uses;
    }

    private List<String> table(List<Use> uses) {
        return new Table()
                .numbers("PORT", Concession.NEVER,
                        uses.stream().map(use -> new Cell(String.valueOf(use.port()))).toList())
                .column("SERVICE", Concession.NEVER, uses.stream().map(use -> new Cell(use.service())).toList())
                .column("SESSION", Concession.drop(3),
                        uses.stream().map(use -> new Cell(use.session().orElse("-"))).toList())
                .numbers("PID", Concession.drop(2), uses.stream()
                        .map(use -> new Cell(use.pid().map(String::valueOf).orElse("-")))
                        .toList())
                .column("", Concession.drop(1),
                        uses.stream().map(use -> new Cell(use.listening() ? "" : "not listening")).toList())
                .lines(console.terminal().width(), console::style);
    }
}
