package dev.a3s.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.ServiceRow;
import dev.a3s.control.SessionRow;
import dev.a3s.json.Json;

/** {@code a3s status}. */
@Command(name = "status",
        description = "Show what each service is doing. Exit code 0 if the session is up and everything wanted is ready, else 1.",
        footerHeading = "%nExample:%n", footer = {
            "  a3s status", "  a3s status api", "  a3s status --json"})
final class StatusCommand implements Callable<Integer> {
    private final Console console;
    private final Daemon daemon = Daemon.ofUser();

    @Mixin
    private ProjectFile project;

    @Option(names = "--json", description = "Print the session as JSON.")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "SERVICE",
            description = "Tell everything about this one.")
    private Optional<String> service = Optional
            .empty();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ProjectFile.Target target = project.target(service.stream().toList());
        Path file = target.file();
        var sessions = new ArrayList<SessionRow>();
        int exit = daemon.askIfNeeded(new Request.Status(Optional.of(file)), reply -> {
            if (reply instanceof Reply.Sessions(var found))
                sessions.addAll(found);
        }).orElse(ExitCode.FAILED);
        if (sessions.isEmpty()) {
            if (json)
                console.print("null");
            else
                console.say("nothing is running for " + file + "; start it with: a3s up");
            return ExitCode.FAILED;
        }
        SessionRow session = sessions.getFirst();
        return target.services().isEmpty() ? all(session, exit) : one(session, target.services().getFirst());
    }

    private int all(SessionRow session, int exit) {
        if (json)
            console.print(Json.indented(session));
        else
            StatusTable.print(session, console);
        return exit;
    }

    private int one(SessionRow session, String name) {
        List<String> known = session.services().stream().map(ServiceRow::service).toList();
        ServiceRow row = session.services()
                .stream()
                .filter(candidate -> candidate.service().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(ExitCode.WRONG,
                        "unknown service: '" + name + "'; this project has " + String.join(", ", known)));
        if (json)
            console.print(Json.indented(row));
        else
            StatusTable.print(row, console);
        return row.ready() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
