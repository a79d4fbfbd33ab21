package dev.a3s.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Related;
import dev.a3s.config.Problem.Severity;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.Source;
import dev.a3s.hcl.Span;

/** Turns the faults of a text into problems of a file. */
final class Problems {
    private Problems() {}

    static List<Problem> of(Faults faults, Severity severity, String file, Source source) {
        List<Problem> problems = new ArrayList<>();
        for (var fault : faults.list()) {
            problems.add(new Problem(severity, place(file, source, fault.span()), fault.message(), fault.help(),
                    fault.notes().stream()
                            .map(note -> new Related(place(file, source, note.span()), note.message()))
                            .toList()));
        }
        if (faults.left() > 0) {
            var end = new Span(source.text().length(), source.text().length());
            problems.add(new Problem(severity, place(file, source, end),
                    "and " + faults.left() + " more of the same kind", Optional.empty(), List.of()));
        }
        return problems;
    }

    /** By file, the A3sfile first, then by line and column; errors before warnings. */
    static Comparator<Problem> byPlace(String first) {
        return Comparator.comparing((Problem problem) -> !problem.place().file().equals(first))
                .thenComparing(problem -> problem.place().file())
                .thenComparingInt(problem -> problem.place().line())
                .thenComparingInt(problem -> problem.place().column())
                .thenComparing(Problem::severity);
    }

    private static Place place(String file, Source source, Span span) {
        int start = Math.min(span.start(), source.text().length());
        int line = source.line(start);
        var text = source.lineText(line);
        int lineStart = source.lineStart(line);
        int from = Math.min(start - lineStart, text.length());
        int to = Math.max(from, Math.min(Math.max(span.end(), start) - lineStart, text.length()));
        return new Place(file, line, text.codePointCount(0, from) + 1, Math.max(1, text.codePointCount(from, to)),
                text);
    }
}
