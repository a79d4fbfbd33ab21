package dev.a3s.cli;

import java.util.Collection;

import dev.a3s.config.NearName;

/** What a wrong word was probably meant to be. */
final class Meant {
    private Meant() {}

    /** {@code "; did you mean 'api'?"}, or nothing. */
    static String of(String written, Collection<String> known) {
        return NearName.of(written, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    }
}
