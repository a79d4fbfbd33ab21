package dev.a3s.session.naming;

import java.nio.file.Path;

/** Which sessions a request means. */
public sealed interface SessionSelector {

    /** The session with that id. */
    record Of(SessionId id) implements SessionSelector {}

    /**
     * The sessions of an A3sfile, of which there may be several.
     *
     * @param file absolute, with links resolved
     */
    record OfFile(Path file) implements SessionSelector {}

    /** Every session of this user. */
    record All() implements SessionSelector {}

    /** The sessions of the A3sfile at {@code file}. */
    static SessionSelector ofFile(Path file) {
        return new OfFile(file);
    }
}
