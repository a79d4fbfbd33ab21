package dev.a3s.cli.terminal;

import java.util.List;

import dev.a3s.config.Diagnostics;
import dev.a3s.config.Problem;

/** Prints what is wrong with a file to standard error. */
public final class ProblemPrinter {
    private ProblemPrinter() {}

    public static void show(List<Problem> problems, Console console) {
        console.say(Diagnostics.render(problems, console.colour()).stripTrailing());
    }
}
