package dev.a3s.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.EnvironmentLookup;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.Signals;
import dev.a3s.process.Executable;
import dev.a3s.process.LaunchFailed;
import dev.a3s.process.StartRefusal;

/** {@code a3s exec}. */
@Command(name = "exec",
        description = {"Run a command with a service's environment in its directory.", "Exits as the command does."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s exec api -- npm test", "  a3s exec db -- psql shop"})
final class ExecCommand implements Callable<Integer> {
    /** As a shell has it. */
    private static final int NOT_FOUND = 127;
    private static final int NOT_RUNNABLE = 126;

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Parameters(index = "0", paramLabel = "SERVICE",
            description = "Whose environment and directory.")
    private String service;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND",
            description = "The command and its arguments.")
    private List<String> command = List.of();

    ExecCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var place = EnvironmentLookup.of(daemon, project.path(), service, console);
        var program = command.getFirst();
        try {
            Executable.require(program, place.dir(), place.variables());
        } catch (LaunchFailed e) {
            throw new Failure(e instanceof LaunchFailed.NotFound ? NOT_FOUND : NOT_RUNNABLE, e.getMessage(), e);
        }
        var builder = new ProcessBuilder(command).directory(place.dir().toFile()).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(place.variables());
        Signals.onEnd(() -> {}); // the terminal sends the signal to the command as well; this process waits for it
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new Failure(NOT_RUNNABLE, "cannot run " + program + ": " + StartRefusal.words(e), e);
        }
    }
}
