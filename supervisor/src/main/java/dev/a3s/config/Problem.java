package dev.a3s.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something wrong with a file, with all that is needed to show it. {@link ProblemReport} shows it. What is found while
 * HCL is read is a {@link dev.a3s.hcl.Fault} first, of which {@link FaultLocator} makes a problem.
 *
 * @param severity   an error keeps the file from being used, a warning does not
 * @param place      where
 * @param message    what is wrong and the value seen
 * @param help       what to write instead
 * @param related    other places that have to do with it: the other end of a port conflict, each edge of a cycle
 */
public record Problem(Severity severity, Place place, String message, Optional<String> help, List<Related> related) {

    public Problem {
        related = List.copyOf(related);
    }

    /** By file, {@code first} before all others, then by line and column; errors before warnings. */
    static Comparator<Problem> byPlace(String first) {
        return Comparator.comparing((Problem problem) -> !problem.place().file().equals(first))
                .thenComparing(problem -> problem.place().file())
                .thenComparingInt(problem -> problem.place().line())
                .thenComparingInt(problem -> problem.place().column())
                .thenComparing(Problem::severity);
    }

    /** How bad it is. */
    public enum Severity {
        ERROR, WARNING
    }

    /**
     * A spot in a file.
     *
     * @param file       as the user would name it: relative to where the file's project is
     * @param line       from 1
     * @param column     from 1, in characters (code points)
     * @param length     characters to mark, at least 1
     * @param sourceLine the line's text, without its line break
     */
    public record Place(String file, int line, int column, int length, String sourceLine) {}

    /** A further place and what is there. */
    public record Related(Place place, String message) {}
}
