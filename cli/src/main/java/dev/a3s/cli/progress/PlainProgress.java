package dev.a3s.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.a3s.cli.status.StatusTable;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.config.Elapsed;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;

/** A line for each change of state; at the end the last lines of what failed. */
final class PlainProgress implements Progress {
    private final Console console;
    private final NameColours names;
    private final Function<String, List<String>> lastLines;
    private final Instant began = Instant.now();
    private final Map<String, String> shown = new HashMap<>();
    private final List<String> failed = new ArrayList<>();
    private boolean closed;

    PlainProgress(Console console, NameColours names, Function<String, List<String>> lastLines) {
        this.console = console;
        this.names = names;
        this.lastLines = lastLines;
    }

    @Override
    public synchronized void accept(Reply reply) {
        if (closed) {
            return;
        }
        switch (reply) {
            case Reply.Problems(var problems) -> ProblemPrinter.show(problems, console);
            case Reply.Opened(var session, var created, var targets, var notices) -> {
                targets.forEach(names::padded);
                if (!created) {
                    console.say("session " + session + " is already running");
                }
                notices.forEach(notice -> console.say(notice.words()));
            }
            case Reply.News(var notice) -> console.say(time() + "  " + notice.words());
            case Reply.Moved(var row) -> moved(row);
            case Reply.Failed(var message) -> console.error(message);
            case Reply.Services _, Reply.Environment _, Reply.Sessions _, Reply.Why _, Reply.Terminal _, Reply.Lines _, Reply.AccessLogEntry _, Reply.Settled _, Reply.Daemon _, Reply.Done _ ->
                {
                }
        }
    }

    private void moved(ServiceRow row) {
        failed.remove(row.service());
        if (row.phase() == Phase.FAILED) {
            failed.add(row.service());
        }
        var text = console.style(StatusTable.colour(row.phase()), row.phase().word())
                + (row.why().isEmpty() ? "" : console.style(Style.DIM, " (" + row.why() + ")"));
        if (Progress.isPassing(row) || text.equals(shown.put(row.service(), text))) {
            return;
        }
        console.say(time() + "  " + names.padded(row.service()) + "  " + text);
    }

    private String time() {
        return console.style(Style.DIM, "%6s".formatted(Elapsed.text(Duration.between(began, Instant.now()))));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (var service : failed) {
            var lines = lastLines.apply(service);
            console.say(console.style(Style.RED, service + " failed")
                    + (lines.isEmpty() ? "; it wrote nothing" : "; its last lines:"));
            lines.forEach(line -> console.say(names.padded(service) + console.style(Style.DIM, " | ") + line));
        }
    }
}
