package dev.a3s.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.a3s.control.Request;

/** {@code a3s restart}. */
@Command(name = "restart",
        description = "Stop services and start them again; returns when they are ready.",
        footerHeading = "%nExample:%n", footer = {
            "  a3s restart api", "  a3s restart api web"})
final class RestartCommand implements Callable<Integer> {
    private final Console console;
    private final Daemon daemon = Daemon.ofUser();

    @Mixin
    private ProjectFile project;

    @Parameters(arity = "1..*", paramLabel = "SERVICE", description = "Which.")
    private List<String> services = List.of();

    RestartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return daemon.ask(new Request.Restart(project.path(), services),
                new Progress(console, new NameColours(console, services)));
    }
}
