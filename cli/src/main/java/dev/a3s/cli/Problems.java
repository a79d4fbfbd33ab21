package dev.a3s.cli;

import java.util.List;

import dev.a3s.config.Diagnostics;
import dev.a3s.config.Problem;

/** What is wrong with a file, on standard error. */
final class Problems {
    private Problems() {}

    static void show(List<Problem> problems, Console console) {
        console.say(Diagnostics.render(problems, console.colour()).stripTrailing());
    }
}
