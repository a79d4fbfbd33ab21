package dev.a3s.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.cli.terminal.Console.Style;

/**
 * Text in columns that fits a width. Where it does not, concessions are made in the order of their numbers, from 1 on: a
 * column's cells are shown in their shorter form, or the whole column goes; at last the first column is cut.
 */
public final class Table {
    private static final int GAP = 2;

    private final List<Column> columns = new ArrayList<>();

    /**
     * What is in one place.
     *
     * @param shorter what to show where room is scarce
     */
    public record Cell(String text, String shorter, Optional<Style> style) {
        /** A cell with the same text however scarce room is, and without a style. */
        public Cell(String text) {
            this(text, text, Optional.empty());
        }
    }

    /** When a column makes room; 0 is never. */
    public record Concession(int shortenAt, int dropAt) {
        public static final Concession NEVER = new Concession(0, 0);

        /** The whole column goes, at that step from 1 on. */
        public static Concession drop(int at) {
            return new Concession(0, at);
        }
    }

    private record Column(String head, boolean right, Concession concession, List<Cell> cells) {
        int width() {
            return Math.max(head.length(), cells.stream().mapToInt(cell -> cell.text().length()).max().orElse(0));
        }

        Column shortened() {
            return new Column(head, right, concession,
                    cells.stream().map(cell -> new Cell(cell.shorter(), cell.shorter(), cell.style())).toList());
        }

        Column cutTo(int width) {
            return new Column(Text.clip(head, width), right, concession, cells.stream()
                    .map(cell -> new Cell(Text.clip(cell.text(), width), cell.shorter(), cell.style()))
                    .toList());
        }
    }

    /** Adds a column with a cell for each row. */
    public Table column(String head, Concession concession, List<Cell> cells) {
        columns.add(new Column(head, false, concession, cells));
        return this;
    }

    /** Adds a column of numbers, whose ends are aligned. */
    public Table numbers(String head, Concession concession, List<Cell> cells) {
        columns.add(new Column(head, true, concession, cells));
        return this;
    }

    /** The head and each row, none wider than {@code width}. */
    public List<String> lines(int width, Paint paint) {
        var shown = fit(width);
        int rows = shown.isEmpty() ? 0 : shown.getFirst().cells().size();
        var lines = new ArrayList<String>();
        for (int row = -1; row < rows; row++) {
            var line = new StringBuilder();
            for (int i = 0; i < shown.size(); i++) {
                line.append(i == 0 ? "" : " ".repeat(GAP))
                        .append(place(shown.get(i), row, i == shown.size() - 1, paint));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String place(Column column, int row, boolean last, Paint paint) {
        var text = row < 0 ? column.head() : column.cells().get(row).text();
        var style = row < 0 ? Optional.of(Style.DIM) : column.cells().get(row).style();
        var blanks = " ".repeat(column.width() - text.length());
        var painted = style.map(known -> paint.paint(known, text)).orElse(text);
        if (column.right()) {
            return blanks + painted;
        }
        return last ? painted : painted + blanks;
    }

    private List<Column> fit(int width) {
        List<Column> shown = new ArrayList<>(columns);
        int last = columns.stream()
                .mapToInt(column -> Math.max(column.concession().shortenAt(), column.concession().dropAt()))
                .max()
                .orElse(0);
        for (int step = 1; step <= last && width(shown) > width; step++) {
            int now = step;
            shown.removeIf(column -> column.concession().dropAt() == now);
            shown.replaceAll(column -> column.concession().shortenAt() == now ? column.shortened() : column);
        }
        int excess = width(shown) - width;
        if (excess > 0 && !shown.isEmpty()) {
            shown.set(0, shown.getFirst().cutTo(Math.max(1, shown.getFirst().width() - excess)));
        }
        return shown;
    }

    private static int width(List<Column> columns) {
        return columns.stream().mapToInt(Column::width).sum() + GAP * Math.max(0, columns.size() - 1);
    }
}
