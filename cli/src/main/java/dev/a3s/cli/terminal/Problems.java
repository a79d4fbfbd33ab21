package dev.a3s.cli.terminal;

import java.util.List;

import dev.a3s.config.Problem;
import dev.a3s.config.ProblemReport;

/** What is wrong with a file, on standard error. */
public final class Problems {
    private Problems() {}

    public static void show(List<Problem> problems, Console console) {
        console.say(ProblemReport.render(problems, console.colour()).stripTrailing());
    }
}
