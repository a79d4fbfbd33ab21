package dev.a3s.config;

import java.util.List;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Severity;

/**
 * Shows problems to a person, in the manner of rustc: place and message, the source line with the spot marked, what to
 * write instead, and the other places that have to do with it.
 */
public final class ProblemReport {
    private static final String RED = "\033[1;31m";
    private static final String YELLOW = "\033[1;33m";
    private static final String CYAN = "\033[36m";
    private static final String BOLD = "\033[1m";
    private static final String PLAIN = "\033[0m";

    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    private ProblemReport(boolean colour) {
        this.colour = colour;
    }

    /**
     * All problems, each ending in a line break, with an empty line between two.
     *
     * @param colour whether to write ANSI colours
     */
    public static String render(List<Problem> problems, boolean colour) {
        var report = new ProblemReport(colour);
        for (var problem : problems) {
            if (!report.text.isEmpty()) {
                report.text.append('\n');
            }
            report.add(problem);
        }
        return report.text.toString();
    }

    private void add(Problem problem) {
        boolean error = problem.severity() == Severity.ERROR;
        var mark = error ? RED : YELLOW;
        var gutter = " ".repeat(gutterWidth(problem));
        text.append(spot(problem.place())).append(": ");
        paint(mark, error ? "error" : "warning");
        text.append(": ");
        paint(BOLD, Snippet.printable(problem.message()));
        text.append('\n');
        source(problem.place(), gutter, '^', mark);
        problem.help().ifPresent(help -> {
            text.append(gutter).append(" = ");
            paint(CYAN, "help");
            text.append(": ").append(Snippet.printable(help)).append('\n');
        });
        for (var related : problem.related()) {
            text.append(spot(related.place())).append(": ");
            paint(CYAN, "note");
            text.append(": ").append(Snippet.printable(related.message())).append('\n');
            source(related.place(), gutter, '-', CYAN);
        }
    }

    private static int gutterWidth(Problem problem) {
        int widest = problem.place().line();
        for (var related : problem.related()) {
            widest = Math.max(widest, related.place().line());
        }
        return String.valueOf(widest).length() + 1;
    }

    private static String spot(Place place) {
        return Snippet.printable(place.file()) + ":" + place.line() + ":" + place.column();
    }

    private void source(Place place, String gutter, char marker, String style) {
        if (place.sourceLine().isBlank()) {
            return;
        }
        var snippet = Snippet.of(place);
        var number = String.valueOf(place.line());
        paint(CYAN, gutter.substring(0, gutter.length() - number.length()) + number + " |");
        text.append(' ').append(snippet.line()).append('\n');
        paint(CYAN, gutter + " |");
        text.append(' ').append(" ".repeat(snippet.indent()));
        paint(style, String.valueOf(marker).repeat(snippet.width()));
        text.append('\n');
    }

    private void paint(String style, String words) {
        text.append(colour ? style + words + PLAIN : words);
    }
}
