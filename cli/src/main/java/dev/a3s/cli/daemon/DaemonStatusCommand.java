package dev.a3s.cli.daemon;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.TakeoverNotices;
import dev.a3s.cli.status.StatusTable;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.json.Json;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;

/** {@code a3s daemon status}. */
@Command(name = "status",
        description = "Show the daemon's pid, version, age and listeners. Exit code 3 if none runs.",
        footerHeading = "%nExample:%n", footer = {
            "  a3s daemon status", "  a3s daemon status --json"})
final class DaemonStatusCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    DaemonStatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return daemon.askIfRunning(new Request.DaemonStatus(), reply -> {
            if (reply instanceof Reply.Daemon found) {
                show(found);
            }
        }).orElseGet(() -> {
            console.say("no daemon is running for " + daemon.home().path());
            return ExitCode.NO_DAEMON;
        });
    }

    private void show(Reply.Daemon found) {
        if (json) {
            console.printJson(Json.indented(found));
            return;
        }
        console.print("pid        " + found.pid());
        console.print("version    " + found.version());
        console.print(
                "started    " + StatusTable.local(found.since()) + " (" + StatusTable.age(found.since()) + " ago)");
        console.print("home       " + found.home());
        console.print("listening  " + (found.listeners().isEmpty() ? "-" : String.join(", ", found.listeners())));
        console.print("sessions   " + found.sessions());
        TakeoverNotices.show(found, console);
    }
}
