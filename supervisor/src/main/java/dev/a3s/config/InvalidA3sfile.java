package dev.a3s.config;

import java.util.List;
import java.util.stream.Collectors;

import dev.a3s.config.Problem.Severity;

/** An A3sfile that cannot be used: nothing was started and nothing changed. */
public final class InvalidA3sfile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidA3sfile(List<Problem> problems) {
        super(problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.place().file() + ":" + problem.place().line() + ":" + problem.place().column()
                        + ": " + problem.message())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All errors and warnings, ordered by place; at least one error. */
    public List<Problem> problems() {
        return problems;
    }
}
