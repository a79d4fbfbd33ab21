package dev.a3s.operations;

import java.time.Duration;
import java.util.Collection;

import dev.a3s.config.Elapsed;

/** An operation that cannot be carried out. The message says to the user what failed and what to do. */
public final class OperationRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean mistaken;

    private OperationRefused(String message, boolean mistaken) {
        super(message);
        this.mistaken = mistaken;
    }

    /** The request makes sense, but could not be carried out. */
    static OperationRefused impossible(String message) {
        return new OperationRefused(message, false);
    }

    /** What was to happen in {@code time} has not: these services are not ready. */
    static OperationRefused late(Duration time, Collection<String> services) {
        return impossible("not ready within " + Elapsed.text(time) + ": " + String.join(", ", services));
    }

    /** The request makes no sense: it has a name that does not exist, for instance. */
    static OperationRefused mistaken(String message) {
        return new OperationRefused(message, true);
    }

    /** Whether the request itself is at fault, so that repeating it is of no use. */
    public boolean isMistaken() {
        return mistaken;
    }
}
