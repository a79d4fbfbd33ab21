package dev.a3s.cli.terminal;

import java.util.List;

import dev.a3s.config.Problem;
import dev.a3s.config.ProblemReport;

/** Prints what is wrong with a file to standard error. */
public final class ProblemPrinter {
    private ProblemPrinter() {}

    public static void show(List<Problem> problems, Console console) {
        console.say(ProblemReport.render(problems, console.colour()).stripTrailing());
    }
}
