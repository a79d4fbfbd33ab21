package dev.a3s.config;

import java.util.Collection;
import java.util.Optional;

import dev.a3s.hcl.Suggestion;

/** The name that a user meant who wrote another, in a file or on a command line. */
public final class NearName {
    private NearName() {}

    /** The known name nearest to {@code written}, if it is near enough that a slip of the finger explains it. */
    public static Optional<String> of(String written, Collection<String> known) {
        return Suggestion.of(written, known);
    }
}
