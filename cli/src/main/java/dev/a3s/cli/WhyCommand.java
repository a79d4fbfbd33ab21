package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.log.HttpLogPrinter;
import dev.a3s.cli.status.RequestsSeen;
import dev.a3s.cli.status.StatusTable;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Text;
import dev.a3s.json.Json;
import dev.a3s.protocol.Cause;
import dev.a3s.protocol.CauseJson;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Moment;
import dev.a3s.status.Reason;

/** {@code a3s why}. */
@Command(name = "why",
        description = {"Tell what brought a service into its state.",
            "What happened to it, and to what it waits for."},
        footerHeading = "%nExample:%n", footer = {"  a3s why api", "  a3s why api --json"})
final class WhyCommand implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int FAILURES = 3;

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Option(names = "--json", description = "Print the chain of causes as JSON.")
    private boolean json;

    @Parameters(paramLabel = "SERVICE", description = "Which.")
    private String service;

    WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var file = project.path();
        var chain = new ArrayList<Cause>();
        int exit = daemon.askIfNeeded(new Request.Why(SessionSelector.ofFile(file), service), reply -> {
            if (reply instanceof Reply.Why(var causes)) {
                chain.addAll(causes);
            }
            DaemonClient.show(reply, console);
        }).orElseGet(() -> {
            console.error(LiveSessions.noneRuns(file));
            return ExitCode.FAILED;
        });
        if (json && !chain.isEmpty()) {
            console.printJson(Json.indented(chain.stream().map(CauseJson::of).toList()));
        } else {
            chain.forEach(link -> print(file, link, link.equals(chain.getFirst()) ? "" : "because "));
        }
        return exit;
    }

    private void print(Path file, Cause link, String because) {
        int width = console.terminal().width();
        var head = because + link.service() + " is " + link.phase();
        var said = Text.broken(head + link.reason().map(reason -> ": " + reason.words()).orElse("") + " (for "
                + StatusTable.age(link.since()) + ")", width - 2);
        console.print(said.getFirst().startsWith(head) ? because + console.style(Style.BOLD, link.service()) + " is "
                + console.style(StatusTable.colour(link.phase()), link.phase().word())
                + said.getFirst().substring(head.length()) : said.getFirst());
        said.stream().skip(1).forEach(line -> console.print("  " + line));
        int states = link.steps().stream().mapToInt(step -> step.phase().word().length()).max().orElse(0);
        for (var step : link.steps()) {
            print(step, states, width);
        }
        if (!link.lines().isEmpty()) {
            console.print("  its last lines:");
        }
        link.lines().forEach(line -> console.print("  " + console.style(Style.DIM, "|") + " " + line));
        var failures = RequestsSeen.of(daemon, file, link.service()).failures(FAILURES);
        if (!failures.isEmpty()) {
            console.print("  its last failed requests:");
        }
        var printer = new HttpLogPrinter(console);
        failures.forEach(exchange -> console.print("  " + printer.text(exchange)));
    }

    /** Prints a step; a reason that takes several lines stands in a column of its own. */
    private void print(Moment step, int states, int width) {
        var time = clock(step.at());
        int margin = 2 + time.length() + 2 + states + 2;
        var why = Text.broken(step.reason().map(Reason::words).orElse(""), Math.max(1, width - margin));
        console.print("  " + console.style(Style.DIM, time) + "  "
                + console.style(StatusTable.colour(step.phase()), step.phase().word())
                + (" ".repeat(states - step.phase().word().length() + 2) + why.getFirst()).stripTrailing());
        why.stream().skip(1).forEach(line -> console.print(" ".repeat(margin) + line));
    }

    private static String clock(Instant time) {
        return CLOCK.format(time.atZone(ZoneId.systemDefault()));
    }
}
