package dev.a3s.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Related;
import dev.a3s.config.Problem.Severity;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.Source;
import dev.a3s.hcl.Span;

/** Turns {@link Faults}, which know offsets in a text, into {@link Problem}s, which know lines and columns of a file. */
final class FaultLocator {
    /** In characters; a longer line is not shown, for each problem of it would carry all of it. */
    private static final int MAX_LINE = 10_000;

    private final String file;
    private final Source source;

    /** @param file the name that problems give the file */
    FaultLocator(String file, Source source) {
        this.file = file;
        this.source = source;
    }

    List<Problem> problems(Faults faults, Severity severity) {
        List<Problem> problems = new ArrayList<>();
        for (var fault : faults.list()) {
            problems.add(new Problem(severity, place(fault.span()), fault.message(), fault.help(),
                    fault.notes().stream().map(note -> new Related(place(note.span()), note.message())).toList()));
        }
        if (faults.isEnded()) {
            var end = new Span(source.text().length(), source.text().length());
            problems.add(new Problem(severity, place(end), "too many mistakes: the file was not read further",
                    Optional.empty(), List.of()));
        }
        return problems;
    }

    private Place place(Span span) {
        int start = Math.min(span.start(), source.text().length());
        int line = source.line(start);
        var text = source.lineText(line);
        int lineStart = source.lineStart(line);
        int from = Math.min(start - lineStart, text.length());
        int to = Math.max(from, Math.min(Math.max(span.end(), start) - lineStart, text.length()));
        return new Place(file, line, text.codePointCount(0, from) + 1, Math.max(1, text.codePointCount(from, to)),
                text.length() <= MAX_LINE ? text : "");
    }
}
