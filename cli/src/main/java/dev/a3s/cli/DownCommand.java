package dev.a3s.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.progress.ProgressView;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.SessionRow;
import dev.a3s.session.naming.SessionSelector;

/** {@code a3s down}. */
@Command(name = "down",
        description = {"Stop services, in reverse order.", "Returns when nothing of them lives."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s down", "  a3s down api", "  a3s down --session shop", "  a3s down --all"})
final class DownCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Option(names = "--all", description = "Every session of yours, wherever it was started.")
    private boolean all;

    @Option(names = "--only", split = ",", paramLabel = "SERVICE", description = "The same as naming them.")
    private List<String> only = List.of();

    @Parameters(paramLabel = "SERVICE",
            description = "Only these; default: all, and the session ends.")
    private List<String> services = List.of();

    DownCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (all && !(services.isEmpty() && only.isEmpty())) {
            throw new Failure(ExitCode.WRONG, "--all stops everything; leave out "
                    + String.join(" ", services.isEmpty() ? only : services));
        }
        var request = all ? new Request.Down(new SessionSelector.All(), List.of()) : request(project.target(services));
        var ending = new ArrayList<SessionRow>();
        Optional<Integer> exit;
        try (var progress = ProgressView.on(console, new NameColours(console, request.services()))) {
            exit = daemon.askIfNeeded(request, reply -> {
                if (reply instanceof Reply.Sessions(var sessions)) {
                    ending.addAll(sessions);
                }
                progress.accept(reply);
            });
        }
        if (ending.isEmpty() && exit.orElse(ExitCode.DONE) == ExitCode.DONE) {
            console.say("nothing is running");
        }
        return exit.orElse(ExitCode.DONE);
    }

    private Request.Down request(ProjectOptions.Target target) {
        var wanted = new ArrayList<>(target.services());
        wanted.addAll(only);
        return new Request.Down(SessionSelector.ofFile(target.file()), wanted);
    }
}
