package dev.a3s.session;

import java.util.Map;

import dev.a3s.status.Changes;

/**
 * What a version of a file brought when it was applied.
 *
 * @param difference to the version that ran before
 * @param namesHeld  short names that the file asks for and another session holds, each with that session's name
 */
public record Applied(Changes difference, Map<String, String> namesHeld) {
    /** The version that runs is the same, or a later one. */
    static final Applied NOTHING = new Applied(Changes.NONE, Map.of());
}
