package dev.a3s.graph;

import java.util.List;

/**
 * Names that depend on each other in a circle.
 *
 * @param names each depends on the next, the last on the first; begins with the one declared first
 */
public record Cycle(List<String> names) {

    public Cycle {
        names = List.copyOf(names);
    }
}
