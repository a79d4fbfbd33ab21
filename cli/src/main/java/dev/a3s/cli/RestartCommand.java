package dev.a3s.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.log.LinesSinceStart;
import dev.a3s.cli.progress.ProgressView;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.session.naming.SessionSelector;

/** {@code a3s restart}. */
@Command(name = "restart",
        description = {"Stop services and start them again.", "Returns when they are ready."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s restart api", "  a3s restart api web", "  a3s restart --force api"})
final class RestartCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Option(names = "--force",
            description = "Stop a process outside of a3s that listens on a port of theirs first.")
    private boolean force;

    @Parameters(arity = "1..*", paramLabel = "SERVICE", description = "Which.")
    private List<String> services = List.of();

    RestartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var target = project.target(services);
        var wanted = target.services().isEmpty() ? running(target.file()) : target.services();
        var lastLines = new LinesSinceStart(daemon, target.file());
        try (var progress = ProgressView.on(console, new NameColours(console, wanted), lastLines::of)) {
            return daemon.ask(new Request.Restart(SessionSelector.ofFile(target.file()), wanted, force), progress);
        }
    }

    /** The names of all running services, for a restart of the whole session. */
    private List<String> running(Path file) {
        return LiveSessions.of(daemon, file).stream()
                .flatMap(session -> session.services().stream())
                .filter(row -> row.pid().isPresent())
                .map(ServiceRow::service)
                .toList();
    }
}
