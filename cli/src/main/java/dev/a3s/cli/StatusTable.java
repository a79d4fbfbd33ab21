package dev.a3s.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.a3s.cli.Console.Style;
import dev.a3s.config.Elapsed;
import dev.a3s.control.ServiceRow;
import dev.a3s.control.SessionRow;

/** Services as a table, or one service as a list of what is known. */
final class StatusTable {
    private static final List<String> HEAD = List.of("SERVICE", "STATE", "PID", "PORT", "HEALTH", "UPTIME", "RESTARTS",
            "URL");
    private static final int STATE = 1;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private StatusTable() {}

    static void print(SessionRow session, Console console) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        session.services().forEach(row -> rows.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        for (int r = 0; r < rows.size(); r++) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = rows.get(r).get(i);
                line.append(r == 0 ? console.style(Style.DIM, cell)
                        : i == STATE ? console.style(colour(cell), cell) : cell);
                if (i < widths.length - 1)
                    line.append(" ".repeat(widths[i] - cell.length() + 2));
            }
            console.print(line.toString().stripTrailing());
        }
        session.drift().ifPresent(drift -> console.say(session.file().getFileName() + " " + drift));
        session.services()
                .stream()
                .filter(row -> !row.ready() && !row.why().isEmpty())
                .forEach(row -> console.print(
                        "  " + row.service() + ": " + row.why()));
    }

    private static List<String> cells(ServiceRow row) {
        return List.of(row.service(), row.state(), row.pid().map(String::valueOf).orElse("-"),
                row.port().isPresent() ? String.valueOf(row.port().getAsInt()) : "-", row.health(),
                row.started().map(StatusTable::age).orElse("-"), String.valueOf(row.restarts()),
                row.url().isEmpty() ? "-" : row.url());
    }

    static void print(ServiceRow row, Console console) {
        line(console, "service", row.service());
        line(console, "state", console.style(colour(row.state()), row.state())
                + (row.why().isEmpty() ? "" : " (" + row.why() + ")"));
        row.pid().ifPresent(pid -> line(console, "pid", String.valueOf(pid)));
        if (row.port().isPresent())
            line(console, "port", String.valueOf(row.port().getAsInt()));
        line(console, "health", row.health());
        row.started().ifPresent(started -> line(console, "started", local(started) + " (" + age(started) + " ago)"));
        line(console, "restarts", String.valueOf(row.restarts()));
        row.lastExit().ifPresent(exit -> line(console, "last exit", exit));
        if (!row.url().isEmpty())
            line(console, "url", row.url());
    }

    private static void line(Console console, String what, String value) {
        console.print(console.style(Style.DIM, what) + " ".repeat(11 - what.length()) + value);
    }

    /** As the user's clock shows it. */
    static String local(Instant time) {
        return LOCAL.format(time.atZone(ZoneId.systemDefault()));
    }

    static String age(Instant since) {
        return Elapsed.text(Duration.between(since, Instant.now()));
    }

    static Style colour(String state) {
        return switch (state) {
            case "ready" -> Style.GREEN;
            case "failed", "unhealthy" -> Style.RED;
            case "stopped" -> Style.DIM;
            default -> Style.YELLOW;
        };
    }
}
