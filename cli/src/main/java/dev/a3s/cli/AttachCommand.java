package dev.a3s.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.attach.Attachment;
import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;

/** {@code a3s attach SERVICE} */
@Command(name = "attach", description = {"Use the terminal of a service that has tty = true.",
    "Ctrl-] detaches, and leaves the service running."}, footerHeading = "%nExample:%n",
        footer = {"  a3s attach console"})
final class AttachCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "SERVICE", description = "The service.")
    private String service;

    AttachCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var found = new AtomicReference<Optional<Reply.Terminal>>(Optional.empty());
        int exit = daemon.ask(new Request.Attach(SessionSelector.ofFile(project.path()), service), reply -> {
            if (reply instanceof Reply.Terminal terminal) {
                found.set(Optional.of(terminal));
            }
            DaemonClient.show(reply, console);
        });
        if (found.get().isEmpty()) {
            return exit;
        }
        if (!console.terminal().isOutput()) {
            throw new Failure(ExitCode.WRONG, "attach needs a terminal; to read what " + service
                    + " says, try: a3s logs -f " + service);
        }
        console.say(console.style(Console.Style.DIM, "attached to " + service + "; Ctrl-] detaches"));
        var attachment = new Attachment(found.get().get(), console.terminal());
        boolean ended = attachment.run();
        console.say(console.style(Console.Style.DIM, ended ? service + " has ended; a3s status " + service + " says how"
                : "detached; " + service + " goes on"));
        return ExitCode.DONE;
    }
}
