package dev.a3s.cli.progress;

import java.util.function.Consumer;

import dev.a3s.protocol.Reply;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * What the user sees while services start or stop. On a terminal it moves; elsewhere it is a line for each change. Takes
 * the daemon's replies from any thread, one at a time.
 */
public interface Progress extends Consumer<Reply>, AutoCloseable {

    /** Shows the last state and what failed; later replies are ignored. */
    @Override
    void close();

    /** Whether a state only lasts from a crash to the state that the crash leads to, whose reply comes in a moment. */
    static boolean isPassing(ServiceRow row) {
        return row.phase() == Phase.STOPPING
                && row.reason().filter(why -> why instanceof Reason.Ended || why instanceof Reason.GaveUp).isPresent();
    }
}
