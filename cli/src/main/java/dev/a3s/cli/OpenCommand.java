package dev.a3s.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.terminal.Browser;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;

/** {@code a3s open}. */
@Command(name = "open", description = {"Open a service in the browser.",
    "Without a name: the one that the A3sfile's dev.open names, or the only one that has a link."},
        footerHeading = "%nExample:%n", footer = {"  a3s open", "  a3s open web", "  curl $(a3s open api --print)"})
final class OpenCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Option(names = "--print", description = "Print the link and open nothing.")
    private boolean print;

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Which.")
    private Optional<String> service = Optional.empty();

    OpenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var url = chosen(session(project.path())).url();
        if (print) {
            console.print(url);
        } else if (Browser.open(url, System.getenv())) {
            console.say("opening " + url);
        } else {
            console.print(url);
            console.say("no browser can be opened from here; open the link yourself");
        }
        return ExitCode.DONE;
    }

    private SessionRow session(Path file) {
        return LiveSessions.of(daemon, file)
                .orElseThrow(() -> new Failure(ExitCode.FAILED, LiveSessions.noneRuns(file)));
    }

    private ServiceRow chosen(SessionRow session) {
        if (service.isPresent()) {
            return named(session, service.get());
        }
        if (session.open().isPresent()) {
            return named(session, session.open().get());
        }
        var linked = session.services().stream().filter(OpenCommand::isLinked).toList();
        if (linked.isEmpty()) {
            throw new Failure(ExitCode.FAILED, "no service of " + session.session() + " has a link");
        }
        if (linked.size() > 1) {
            throw new Failure(ExitCode.WRONG, "several services have a link: " + names(linked) + "; name one, or write"
                    + " open = \"" + linked.getFirst().service() + "\" into the A3sfile's dev block");
        }
        return linked.getFirst();
    }

    private static ServiceRow named(SessionRow session, String name) {
        var row = LiveSessions.service(session, name);
        if (!isLinked(row)) {
            throw new Failure(ExitCode.FAILED, name + (row.url().isEmpty() ? " listens nowhere"
                    : " does not speak HTTP; it is at " + row.url()));
        }
        return row;
    }

    private static boolean isLinked(ServiceRow row) {
        return row.url().startsWith("http");
    }

    private static String names(List<ServiceRow> rows) {
        return String.join(", ", rows.stream().map(ServiceRow::service).toList());
    }
}
