package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.doctor.PortCheck;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.status.RequestsSeen;
import dev.a3s.cli.status.ServiceDetails;
import dev.a3s.cli.status.StatusTable;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.Text;
import dev.a3s.cli.terminal.Watch;
import dev.a3s.json.Json;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.ServiceJson;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionJson;
import dev.a3s.protocol.SessionRow;
import dev.a3s.protocol.StatusFile;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Phase;

/** {@code a3s status}. */
@Command(name = "status",
        description = {"Show what each service is doing.",
            "Exit code 0 if the session is up and everything wanted is ready, else 1."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s status", "  a3s status api", "  a3s status --watch", "  a3s status --json"})
final class StatusCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(names = "--json", description = "Print the session, or the service, as JSON.")
    private boolean json;

    @Option(names = {"-w", "--watch"},
            description = "Show it anew every second; Ctrl-C ends it.")
    private boolean watch;

    @Parameters(paramLabel = "SERVICE",
            description = "Tell everything about this one; a running session's name may come before it.")
    private List<String> words = List.of();

    StatusCommand(Console console) {
        this.console = console;
    }

    /** What there is to show, and the exit code that says how it is. */
    private record Answer(Optional<SessionRow> session, int exit) {}

    @Override
    public Integer call() {
        var target = project.target(words);
        if (target.services().size() > 1) {
            throw new Failure(ExitCode.WRONG, "a3s status tells of one service or of all, not of "
                    + String.join(" and ", target.services()));
        }
        var file = target.file();
        var service = target.services().stream().findFirst();
        if (watch) {
            return watch(file, service);
        }
        var answer = StatusFile.read(daemon.home(), SessionSelector.ofFile(file))
                .map(known -> new Answer(Optional.of(known.session()), known.exit()))
                .orElseGet(() -> ask(file));
        if (answer.session().isEmpty()) {
            if (json) {
                console.print("null");
            } else {
                console.say(LiveSessions.noneRuns(file));
            }
            return ExitCode.FAILED;
        }
        var session = answer.session().get();
        if (json) {
            console.printJson(
                    Json.indented(service.<Object>map(name -> ServiceJson.of(LiveSessions.service(session, name)))
                            .orElseGet(() -> SessionJson.of(session))));
        } else {
            show(session, service);
        }
        return service.map(name -> exit(LiveSessions.service(session, name))).orElse(answer.exit());
    }

    private Answer ask(Path file) {
        var sessions = new ArrayList<SessionRow>();
        int exit = daemon.askIfNeeded(new Request.Status(SessionSelector.ofFile(file)), reply -> {
            if (reply instanceof Reply.Sessions(var found)) {
                sessions.addAll(found);
            }
        }).orElse(ExitCode.FAILED);
        return new Answer(sessions.stream().findFirst(), exit);
    }

    private void show(SessionRow session, Optional<String> service) {
        lines(session, service, console.terminal().width()).forEach(console::print);
        service.map(name -> LiveSessions.service(session, name))
                .filter(row -> row.pid().isEmpty() && row.port().isPresent())
                .ifPresent(row -> console.print(PortCheck.said(row.port().getAsInt())));
        if (service.isEmpty()) {
            session.drift().ifPresent(drift -> console.say(drift.words(session.file().getFileName().toString())));
        }
    }

    private List<String> lines(SessionRow session, Optional<String> service, int width) {
        return service.map(name -> ServiceDetails.lines(LiveSessions.service(session, name),
                RequestsSeen.of(daemon, session.file(), name), width, Instant.now(), console::style))
                .orElseGet(() -> StatusTable.lines(session.services(), width, Instant.now(), console::style));
    }

    private int watch(Path file, Optional<String> service) {
        if (json) {
            throw new Failure(ExitCode.WRONG, "--watch shows a table; for JSON, run a3s status --json again and again");
        }
        service.ifPresent(name -> ask(file).session().ifPresent(session -> LiveSessions.service(session, name)));
        return new Watch(console).run(() -> look(file, service));
    }

    /** Empty where the daemon was replaced or killed; the next look finds the next one. */
    private Optional<List<String>> look(Path file, Optional<String> service) {
        try {
            return Optional.of(ask(file).session()
                    .map(session -> lines(session, service, console.terminal().width()))
                    .orElseGet(() -> List.of(Text.clip(LiveSessions.noneRuns(file), console.terminal().width()))));
        } catch (ControlClient.Interrupted e) {
            return Optional.empty();
        }
    }

    /** A service that sleeps until its first request is as it should be. */
    private static int exit(ServiceRow row) {
        return row.ready() || row.phase() == Phase.ASLEEP ? ExitCode.DONE : ExitCode.FAILED;
    }
}
