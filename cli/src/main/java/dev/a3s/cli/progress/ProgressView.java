package dev.a3s.cli.progress;

import java.util.List;
import java.util.function.Function;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.NameColours;

/** Chooses how progress is shown: redrawn in place on a terminal, elsewhere as a line for each change. */
public final class ProgressView {
    private ProgressView() {}

    /**
     * The one that suits where standard error leads.
     *
     * @param lastLines what a service wrote last, for one that failed; asked for on the thread that tells of it
     */
    public static Progress on(Console console, NameColours names, Function<String, List<String>> lastLines) {
        return console.terminal().isLive() ? new LiveProgress(console, names, lastLines)
                : new PlainProgress(console, names, lastLines);
    }

    /** For what stops, where nobody wants to read why. */
    public static Progress on(Console console, NameColours names) {
        return on(console, names, _ -> List.of());
    }
}
