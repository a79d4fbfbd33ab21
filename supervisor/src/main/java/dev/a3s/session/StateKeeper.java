package dev.a3s.session;

import java.io.UncheckedIOException;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a session's {@code state.json} anew with each change, until the daemon lets go of the session. Any thread may call. */
final class StateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

    private final SessionHome home;
    private boolean closed; // guarded by this

    StateKeeper(SessionHome home) {
        this.home = home;
    }

    /** Writes the state as it is when it is this call's turn; a failure is logged, and services go on. */
    synchronized void keep(Supplier<SessionState> state) {
        if (closed) {
            return;
        }
        try {
            StateFile.write(state.get(), home.dir());
        } catch (UncheckedIOException e) {
            LOG.error("session {}: services go on, but the next daemon could not take them over", home.name(), e);
        }
    }

    /** Writes nothing from now on: the session is over, or the next daemon's. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
