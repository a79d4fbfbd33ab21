package dev.a3s.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.cli.progress.Board.Entry;
import dev.a3s.cli.progress.Board.Step;
import dev.a3s.cli.status.StatusTable;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.Paint;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.Elapsed;
import dev.a3s.status.Phase;

/**
 * A {@link Board} as lines: a line for each step and each service; below a failed one, why it did if that is long, and what
 * it wrote. Where there are more than fit, those that are done are folded into one line, then the last words are
 * shortened, then the rest is counted.
 *
 * @param width   of a line, in columns, at most
 * @param height  how many lines at most
 * @param now     what elapsed times are counted to
 */
record BoardView(int width, int height, Instant now, Paint paint) {
    /** "backing-off" */
    private static final int STATE = 11;
    private static final int TIME = 7;
    private static final int LAST_WORDS = 3;

    List<String> lines(Board board) {
        var all = lines(board, false, Integer.MAX_VALUE);
        if (all.size() <= height) {
            return all;
        }
        var folded = lines(board, true, Integer.MAX_VALUE);
        if (folded.size() <= height) {
            return folded;
        }
        var shortened = lines(board, true, LAST_WORDS);
        if (shortened.size() <= height) {
            return shortened;
        }
        var cut = new ArrayList<>(shortened.subList(0, Math.max(0, height - 1)));
        cut.add(paint.paint(Style.DIM, Text.clip("  … " + (shortened.size() - cut.size()) + " more", width)));
        return cut;
    }

    private List<String> lines(Board board, boolean fold, int lastWords) {
        var lines = new ArrayList<String>();
        for (var step : board.steps()) {
            if (!fold || step.ended().isEmpty()) {
                lines.add(line(step));
            }
        }
        var done = board.entries().stream().filter(board::isDone).toList();
        int names = Math.min(Math.min(Math.max(8, width / 3), Math.max(1, width - 4 - STATE)),
                board.entries().stream().mapToInt(entry -> entry.row().service().length()).max().orElse(0));
        if (fold && !done.isEmpty()) {
            lines.add(paint.paint(Style.GREEN, Text.clip("  " + done.size() + " done: "
                    + String.join(", ", done.stream().map(entry -> entry.row().service()).toList()), width)));
        }
        for (var entry : board.entries()) {
            if (fold && board.isDone(entry)) {
                continue;
            }
            var why = board.reason(entry);
            boolean below = entry.row().phase() == Phase.FAILED && lastWords == Integer.MAX_VALUE
                    && why.length() > room(names);
            lines.add(line(entry, names, below ? "" : why));
            if (below) {
                for (var part : Text.wrap(why, width - names - 4)) {
                    lines.add("  " + " ".repeat(names) + "  " + paint.paint(Style.DIM, part));
                }
            }
            for (var said : tail(entry.lines(), lastWords)) {
                lines.add(Text.clip("  " + " ".repeat(names) + "  | " + said, width));
            }
        }
        return lines;
    }

    private static List<String> tail(List<String> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private String line(Step step) {
        var time = time(Optional.of(step.began()), step.ended());
        int room = width - 2 - TIME - 2;
        var text = Text.clip(step.text(), room);
        return ("  " + paint.paint(step.ended().isPresent() ? Style.DIM : Style.YELLOW, text) + "  " + time)
                .stripTrailing();
    }

    /** How many columns are left for the reason, behind name, state and time. */
    private int room(int names) {
        return width - 2 - names - 2 - STATE - TIME - 2;
    }

    private String line(Entry entry, int names, String reason) {
        var name = Text.pad(Text.clip(entry.row().service(), names), names);
        var state = paint.paint(StatusTable.colour(entry.row().phase()), entry.row().phase().word())
                + " ".repeat(Math.max(0, STATE - entry.row().phase().word().length()));
        boolean narrow = width < 2 + names + 2 + STATE + TIME;
        var time = narrow ? "" : Text.padLeft(time(entry.began(), entry.ended()), TIME);
        var why = room(names) < 4 ? "" : Text.clip(reason, room(names));
        return ("  " + name + "  " + state + time + (why.isEmpty() ? "" : "  " + paint.paint(Style.DIM, why)))
                .stripTrailing();
    }

    private String time(Optional<Instant> began, Optional<Instant> ended) {
        return began.map(since -> Elapsed.text(rounded(Duration.between(since, ended.orElse(now)), ended.isPresent())))
                .orElse("");
    }

    /** While it runs, tenths of a second are enough to see that it does. */
    private static Duration rounded(Duration time, boolean over) {
        return over ? time : Duration.ofMillis(time.toMillis() / 100 * 100);
    }
}
