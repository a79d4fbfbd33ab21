package dev.a3s.cli.progress;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.control.Reply;
import dev.a3s.control.ServiceRow;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * What the user sees while services start or stop. On a terminal it moves; elsewhere it is a line for each change. Takes
 * the daemon's replies from any thread, one at a time.
 */
public sealed interface Progress extends Consumer<Reply>, AutoCloseable permits LiveProgress, PlainProgress {

    /**
     * The one that suits where standard error leads.
     *
     * @param lastLines what a service wrote last, for one that failed; asked for on the thread that tells of it
     */
    static Progress on(Console console, NameColours names, Function<String, List<String>> lastLines) {
        return console.terminal().isLive() ? new LiveProgress(console, names, lastLines)
                : new PlainProgress(console, names, lastLines);
    }

    /** For what stops, where nobody wants to read why. */
    static Progress on(Console console, NameColours names) {
        return on(console, names, _ -> List.of());
    }

    /** Says what is left to say; what comes later is ignored. */
    @Override
    void close();

    /** Whether a state is only the way from a crash to what the crash leads to, which is told in a moment. */
    static boolean isPassing(ServiceRow row) {
        return row.phase() == Phase.STOPPING
                && row.reason().filter(why -> why instanceof Reason.Ended || why instanceof Reason.GaveUp).isPresent();
    }
}
