package dev.a3s.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.Paint;
import dev.a3s.cli.terminal.Table;
import dev.a3s.cli.terminal.Table.Cell;
import dev.a3s.cli.terminal.Table.Concession;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.Elapsed;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;

/** Services as a table, each with the reason for its state below it. */
public final class StatusTable {

    private StatusTable() {}

    /**
     * The table's lines, none wider than {@code width}.
     *
     * @param now what ages are counted to
     */
    public static List<String> lines(List<ServiceRow> rows, int width, Instant now, Paint paint) {
        var table = new Table()
                .column("SERVICE", Concession.NEVER, cells(rows, ServiceRow::service))
                .column("STATE", Concession.NEVER, rows.stream()
                        .map(row -> new Cell(row.phase().word(), row.phase().word(), Optional.of(colour(row.phase()))))
                        .toList())
                .numbers("PID", Concession.drop(4), optional(rows, row -> row.pid().map(String::valueOf)))
                .numbers("PORT", Concession.drop(7), cells(rows, StatusTable::port))
                .column("HEALTH", Concession.drop(1), cells(rows, row -> row.health().word()))
                .column("UPTIME", Concession.drop(8), optional(rows, row -> row.started()
                        .map(since -> age(since, now))))
                .numbers("RESTARTS", Concession.drop(2), cells(rows, row -> String.valueOf(row.restarts())))
                .numbers("CPU", Concession.drop(6), optional(rows, row -> row.cpu().map(Text::percent)))
                .numbers("MEMORY", Concession.drop(5), optional(rows, row -> row.memory().map(Text::bytes)))
                .column("URL", new Concession(3, 9), rows.stream().map(StatusTable::url).toList())
                .lines(width, paint);
        var lines = new ArrayList<String>();
        lines.add(table.getFirst());
        for (int i = 0; i < rows.size(); i++) {
            lines.add(table.get(i + 1));
            var row = rows.get(i);
            if (!row.why().isEmpty()) {
                lines.add(paint.paint(Style.DIM, Text.clip("  " + row.why(), width)));
            }
        }
        return lines;
    }

    private static List<Cell> cells(List<ServiceRow> rows, Function<ServiceRow, String> text) {
        return rows.stream().map(text).map(Cell::new).toList();
    }

    private static List<Cell> optional(List<ServiceRow> rows, Function<ServiceRow, Optional<String>> text) {
        return cells(rows, row -> text.apply(row).orElse("-"));
    }

    private static String port(ServiceRow row) {
        return row.port().isPresent() ? String.valueOf(row.port().getAsInt()) : "-";
    }

    private static Cell url(ServiceRow row) {
        var url = row.url().isEmpty() ? "-" : row.url();
        return new Cell(url, url.replaceFirst("^http://", ""), Optional.empty());
    }

    /** {@code time} in the local time zone. */
    public static String local(Instant time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .format(time.atZone(ZoneId.systemDefault()));
    }

    /** The time from {@code since} to now, such as {@code 3m 5s}. */
    public static String age(Instant since) {
        return age(since, Instant.now());
    }

    /** The time from {@code since} to {@code now}. */
    public static String age(Instant since, Instant now) {
        return Elapsed.text(Duration.between(since, now));
    }

    /** The colour of a phase, wherever it is shown. */
    public static Style colour(Phase phase) {
        return switch (phase) {
            case READY, COMPLETED -> Style.GREEN;
            case FAILED, UNHEALTHY -> Style.RED;
            case STOPPED, ASLEEP -> Style.DIM;
            case PENDING, STARTING, RELOADING, STOPPING, BACKING_OFF -> Style.YELLOW;
        };
    }
}
