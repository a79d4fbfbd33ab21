package dev.a3s.cli.progress;

import java.util.function.Consumer;

import dev.a3s.control.Reply;
import dev.a3s.control.ServiceRow;

/**
 * What the user sees while services start or stop. On a terminal it moves; elsewhere it is a line for each change. Takes
 * the daemon's replies from any thread, one at a time.
 */
public interface Progress extends Consumer<Reply>, AutoCloseable {

    /** Says what is left to say; what comes later is ignored. */
    @Override
    void close();

    /** Whether a state is only the way from a crash to what the crash leads to, which is told in a moment. */
    static boolean isPassing(ServiceRow row) {
        return row.state().equals("stopping") && row.lastExit().filter(row.why()::startsWith).isPresent();
    }
}
