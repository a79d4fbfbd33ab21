package dev.a3s.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.status.PortsView;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;

/** {@code a3s ports}. */
@Command(name = "ports", description = "Show which ports a3s and all your services use.",
        footerHeading = "%nExample:%n", footer = {"  a3s ports", "  a3s ports --json"})
final class PortsCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Option(names = "--json", description = "Print it as a JSON array.")
    private boolean json;

    PortsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        new PortsView(console, daemon).show(LiveSessions.all(daemon), json);
        return ExitCode.DONE;
    }
}
