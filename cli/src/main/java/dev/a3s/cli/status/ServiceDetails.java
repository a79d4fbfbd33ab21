package dev.a3s.cli.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.Paint;
import dev.a3s.cli.terminal.Text;
import dev.a3s.protocol.ServiceRow;

/** Everything that is known of one service, a line each. */
public final class ServiceDetails {
    private static final int NAMES = 11;

    private final Paint paint;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private ServiceDetails(int width, Paint paint) {
        this.width = width;
        this.paint = paint;
    }

    /**
     * What is known, with the lines of a value that has no room aligned.
     *
     * @param width in columns, which only a word that is longer exceeds
     * @param now   what ages are counted to
     */
    public static List<String> lines(ServiceRow row, RequestsSeen requests, int width, Instant now, Paint paint) {
        var details = new ServiceDetails(width, paint);
        details.add(row, now);
        requests.summary(now).ifPresent(summary -> details.line("requests", summary));
        return details.lines;
    }

    private void add(ServiceRow row, Instant now) {
        line("service", row.service());
        lines.add(name("state") + paint.paint(StatusTable.colour(row.phase()), row.phase().word()) + " for "
                + StatusTable.age(row.since(), now));
        if (!row.why().isEmpty()) {
            line("why", row.why());
        }
        row.pid().ifPresent(pid -> line("pid", String.valueOf(pid)));
        if (row.port().isPresent()) {
            line("port", String.valueOf(row.port().getAsInt()));
        }
        if (row.pid().isPresent()) {
            line("listening", row.ports().isEmpty() ? "nowhere"
                    : row.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        line("health", row.health().word());
        row.started().ifPresent(started -> line("started",
                StatusTable.local(started) + " (" + StatusTable.age(started, now) + " ago)"));
        line("restarts", String.valueOf(row.restarts()));
        row.lastExit().ifPresent(exit -> line("last exit", exit.describe()));
        row.cpu().ifPresent(cpu -> line("cpu", Text.percent(cpu)));
        row.memory().ifPresent(memory -> line("memory", Text.bytes(memory)));
        row.command().ifPresent(command -> line("command", command.strip()));
        row.dir().ifPresent(dir -> line("directory", dir.toString()));
        row.log().ifPresent(log -> line("log", log.toString()));
        if (!row.url().isEmpty()) {
            line("url", row.url());
        }
    }

    private void line(String what, String value) {
        var margin = name(what);
        for (var part : Text.broken(value, Math.max(1, width - NAMES))) {
            lines.add(margin + part);
            margin = " ".repeat(NAMES);
        }
    }

    private String name(String what) {
        return paint.paint(Style.DIM, what) + " ".repeat(NAMES - what.length());
    }
}
