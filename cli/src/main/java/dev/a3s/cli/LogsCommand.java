package dev.a3s.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.control.Reply;
import dev.a3s.control.Request;

/** {@code a3s logs}. */
@Command(name = "logs",
        description = "Show what services wrote, merged in time order.",
        footerHeading = "%nExample:%n", footer = {"  a3s logs", "  a3s logs -f api", "  a3s logs -n 200 api db",
            "  a3s logs --http -f      what browsers ask, and what they get"})
final class LogsCommand implements Callable<Integer> {
    private final Console console;
    private final Daemon daemon = Daemon.ofUser();

    @Mixin
    private ProjectFile project;

    @Option(names = {"-f", "--follow"},
            description = "Go on with what they write from now on; Ctrl-C ends it.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", defaultValue = "50",
            description = "How many of the last lines; default ${DEFAULT-VALUE}.")
    private int lines;

    @Option(names = "--http",
            description = "What was asked of them through the proxy instead of what they wrote: the access log.")
    private boolean http;

    @Option(names = "--json",
            description = "With --http: a JSON object a line.")
    private boolean json;

    @Parameters(paramLabel = "SERVICE",
            description = "Only these; default: all.")
    private List<String> services = List.of();

    LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (lines < 0)
            throw new Failure(ExitCode.WRONG, "-n takes a number from 0 on, not " + lines);
        if (http)
            return new HttpLog(console, daemon).run(project.path(), services, lines, follow, json);
        var printer = new LogPrinter(console, new NameColours(console, List.of()));
        Consumer<Reply> errors = reply -> {
            if (reply instanceof Reply.Services(var names))
                printer.align(names);
            if (reply instanceof Reply.Failed(var message))
                console.error(message);
        };
        if (follow)
            return new Following(daemon, printer::print).run(project.path(), services, lines, errors);
        return daemon.ask(new Request.Logs(project.path(), services, lines, false, Optional.empty()), reply -> {
            if (reply instanceof Reply.Line line)
                printer.print(line);
            else
                errors.accept(reply);
        });
    }
}
