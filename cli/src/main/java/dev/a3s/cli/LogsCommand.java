package dev.a3s.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.log.FollowAcrossDaemons;
import dev.a3s.cli.log.HttpLog;
import dev.a3s.cli.log.JsonLines;
import dev.a3s.cli.log.LogPrinter;
import dev.a3s.cli.log.Since;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;

/** {@code a3s logs}. */
@Command(name = "logs", sortOptions = false, description = {
    "Show what services wrote, merged in time order.",
    "Of the session that runs, or of the last one. Lines after | are the service's, lines after = are a3s's own."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s logs                  the last 50 lines of all services",
            "  a3s logs -f api           those of api, and what it writes from now on",
            "  a3s logs --since 5m --grep 'timeout|refused'",
            "  a3s logs -n 20 --grep '(?i)error' api db",
            "  a3s logs --json --since 14:05 | jq -r .text",
            "  a3s logs --http -f        what browsers ask, and what they get"})
final class LogsCommand implements Callable<Integer> {
    private static final int DEFAULT_LINES = 50;
    /** Of the {@code init} steps, the first error counts, not the last line. */
    private static final int DEFAULT_INIT_LINES = 5_000;

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Option(names = {"-f", "--follow"},
            description = "Go on with what they write from now on, until the session ends or Ctrl-C.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N",
            description = "How many of the last lines; default " + DEFAULT_LINES + ", with --since all, of init "
                    + DEFAULT_INIT_LINES + ".")
    private Optional<Integer> lines = Optional.empty();

    @Option(names = "--since", paramLabel = "TIME",
            description = "Only lines since then: 30s, 5m, 2h, 1d ago, 14:05, or 2026-01-31T14:05:00Z.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--grep", paramLabel = "PATTERN",
            description = "Only lines that this regular expression is found in, colours left out; (?i) ignores case.")
    private Optional<String> grep = Optional.empty();

    @Option(names = "--timestamps",
            description = "Begin each line with its time; ~ says that it is approximate.")
    private boolean timestamps;

    @Option(names = "--json",
            description = "A JSON object a line: time, approximate, service, stream, text or base64, sequence.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours, neither ours nor the services'.")
    private boolean plain;

    @Option(names = "--http",
            description = "What was asked of them through the proxy instead of what they wrote: the access log.")
    private boolean http;

    @Parameters(paramLabel = "SERVICE",
            description = "Only these; default: all.")
    private List<String> services = List.of();

    LogsCommand(Console console) {
        this.console = console;
    }

    /** The command that a list of arguments is; empty if it takes the command line's machinery to understand or refuse it. */
    static Optional<LogsCommand> plain(Console console, List<String> arguments) {
        var command = new LogsCommand(console);
        if (arguments.isEmpty()) {
            return Optional.of(command);
        }
        if (arguments.size() != 2 || !arguments.getFirst().equals("-n") || !isCount(arguments.getLast())) {
            return Optional.empty();
        }
        command.lines = Optional.of(Integer.valueOf(arguments.getLast()));
        return Optional.of(command);
    }

    private static boolean isCount(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public Integer call() {
        var target = project.target(services);
        var request = request(target);
        if (http) {
            return http(target.file(), request);
        }
        var shown = plain ? console.plain() : console;
        var printer = new LogPrinter(shown, new NameColours(shown, request.services()), timestamps);
        var sink = json ? new JsonLines(shown) : printer;
        Consumer<Reply> other = reply -> {
            if (reply instanceof Reply.Services(var names)) {
                printer.align(names);
            }
            if (reply instanceof Reply.Lines found) {
                found.each().forEach(sink::write);
                sink.flush();
            }
            DaemonClient.show(reply, console);
        };
        if (!follow) {
            return daemon.ask(request, other);
        }
        int exit = new FollowAcrossDaemons(daemon, sink).run(request, other);
        if (exit == ExitCode.DONE) {
            console.say("no session runs, so nothing more will come; start one with: a3s up");
        }
        return exit;
    }

    private int http(Path file, Request.Logs request) {
        if (since.isPresent() || grep.isPresent() || timestamps) {
            throw new Failure(ExitCode.WRONG, "--http goes with -n, -f and --json only; grep its output instead");
        }
        return new HttpLog(console, daemon).run(file, request.services(), request.last(), follow, json);
    }

    private Request.Logs request(ProjectOptions.Target target) {
        if (lines.orElse(0) < 0) {
            throw new Failure(ExitCode.WRONG, "-n takes a number from 0 on, not " + lines.get());
        }
        int usual = target.services().equals(List.of("init")) ? DEFAULT_INIT_LINES : DEFAULT_LINES;
        int last = lines.orElse(since.isPresent() ? Integer.MAX_VALUE : usual);
        var from = since.map(text -> Since.moment(text, ZonedDateTime.now(ZoneId.systemDefault())));
        return new Request.Logs(SessionSelector.ofFile(target.file()), target.services(), last, false, Optional.empty(),
                from, grep, 0);
    }
}
