package dev.a3s.cli.progress;

import java.util.List;
import java.util.function.Function;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.NameColours;

/** Chooses how progress is shown: redrawn in place on a terminal, elsewhere as a line for each change. */
public final class ProgressView {
    private ProgressView() {}

    /**
     * The view that suits standard error.
     *
     * @param lastLines what a service that failed wrote last; called on the thread that shows it
     */
    public static Progress on(Console console, NameColours names, Function<String, List<String>> lastLines) {
        return console.terminal().isLive() ? new LiveProgress(console, names, lastLines)
                : new PlainProgress(console, names, lastLines);
    }

    /** For services that stop: last lines are not shown. */
    public static Progress on(Console console, NameColours names) {
        return on(console, names, _ -> List.of());
    }
}
