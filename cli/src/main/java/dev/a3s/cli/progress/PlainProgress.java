package dev.a3s.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/**
 * A line for each service as it settles, with its URL; once that has taken a while, a line for each change of state. At the end
 * the last lines of what failed.
 */
final class PlainProgress implements Progress {
    /** A shorter wait needs no explanation. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private final Console console;
    private final NameColours names;
    private final Function<String, List<String>> lastLines;
    private final Instant began = Instant.now();
    private final Map<String, String> shown = new HashMap<>();
    private final Map<String, ServiceRow> moving = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();
    private boolean takesLong;
    private boolean closed;

    PlainProgress(Console console, NameColours names, Function<String, List<String>> lastLines) {
        this.console = console;
        this.names = names;
        this.lastLines = lastLines;
        Thread.ofVirtual().name("progress").start(this::explainLater);
    }

    private void explainLater() {
        try {
            Thread.sleep(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
        synchronized (this) {
            takesLong = true;
            if (!closed) {
                moving.values().forEach(this::show);
            }
        }
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
        if (Progress.isPassing(row)) {
            return;
        }
        if (row.settled()) {
            moving.remove(row.service());
        } else {
            moving.put(row.service(), row);
        }
        if (row.settled() || takesLong) {
            show(row);
        }
    }

    private void show(ServiceRow row) {
        var said = row.why().isEmpty() ? "" : " (" + row.why() + ")";
        var text = console.style(StatusTable.colour(row.phase()), row.phase().word())
                + console.style(Style.DIM, row.ready() && !row.url().isEmpty() ? "  " + row.url() + said : said);
        if (!text.equals(shown.put(row.service(), text))) {
            console.say(time() + "  " + names.padded(row.service()) + "  " + text);
        }
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
