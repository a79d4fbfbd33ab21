package dev.a3s.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Names and what each depends on, ordered by Kahn's algorithm. Immutable, and linear in names and dependencies.
 * A dependency on a name that is not in the graph constrains nothing.
 */
public final class DependencyGraph {
    private final Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    private final Map<String, Set<String>> dependents = new LinkedHashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<List<String>> waves;
    private final List<Cycle> cycles;

    private DependencyGraph(Map<String, ? extends Collection<String>> edges) {
        edges.keySet().forEach(name -> {
            dependencies.put(name, new LinkedHashSet<>());
            dependents.put(name, new LinkedHashSet<>());
            positions.put(name, positions.size());
        });
        edges.forEach((name, needed) -> {
            for (var dependency : needed) {
                if (dependencies.containsKey(dependency)) {
                    dependencies.get(name).add(dependency);
                    dependents.get(dependency).add(name);
                }
            }
        });
        this.waves = sort();
        Set<String> unsorted = new LinkedHashSet<>(dependencies.keySet());
        waves.forEach(unsorted::removeAll);
        this.cycles = new CycleSearch(dependencies, dependents, positions, unsorted).cycles();
    }

    /**
     * The graph of {@code edges}.
     *
     * @param edges name to what it depends on; the order of the map is the order of declaration
     */
    public static DependencyGraph of(Map<String, ? extends Collection<String>> edges) {
        return new DependencyGraph(edges);
    }

    private List<List<String>> sort() {
        Map<String, Integer> missing = new LinkedHashMap<>();
        dependencies.forEach((name, needed) -> missing.put(name, needed.size()));
        List<List<String>> sorted = new ArrayList<>();
        Set<String> next = new LinkedHashSet<>();
        missing.forEach((name, count) -> {
            if (count == 0) {
                next.add(name);
            }
        });
        while (!next.isEmpty()) {
            var wave = inDeclarationOrder(next);
            sorted.add(wave);
            next.clear();
            for (var name : wave) {
                for (var dependent : dependents.get(name)) {
                    if (missing.merge(dependent, -1, Integer::sum) == 0) {
                        next.add(dependent);
                    }
                }
            }
        }
        return List.copyOf(sorted);
    }

    private List<String> inDeclarationOrder(Set<String> names) {
        return names.stream().sorted(Comparator.comparing(positions::get)).toList();
    }

    /** The circles; empty for a graph that can start. Of circles that share names perhaps only one is here. */
    public List<Cycle> cycles() {
        return cycles;
    }

    /**
     * Names that may start together, the first wave first; each depends only on earlier waves.
     *
     * @throws IllegalStateException if the graph has cycles
     */
    public List<List<String>> waves() {
        if (!cycles.isEmpty()) {
            throw new IllegalStateException("dependency cycle: " + cycles.getFirst().names());
        }
        return waves;
    }

    /**
     * All names, each behind everything it depends on.
     *
     * @throws IllegalStateException if the graph has cycles
     */
    public List<String> startOrder() {
        return waves().stream().flatMap(List::stream).toList();
    }

    /**
     * The reverse of {@link #startOrder}.
     *
     * @throws IllegalStateException if the graph has cycles
     */
    public List<String> stopOrder() {
        return startOrder().reversed();
    }

    /**
     * The given names and all that they need, in start order; names that are not in the graph are left out.
     *
     * @throws IllegalStateException if the graph has cycles
     */
    public Set<String> withDependencies(Collection<String> names) {
        var wanted = reachable(names, dependencies::get);
        Set<String> ordered = new LinkedHashSet<>(startOrder());
        ordered.retainAll(wanted);
        return ordered;
    }

    /** All that need {@code name}, directly or through others, nearest first; not {@code name} itself. */
    public Set<String> dependents(String name) {
        var found = reachable(List.of(name), dependents::get);
        found.remove(name);
        return found;
    }

    private Set<String> reachable(Collection<String> from, Function<String, Set<String>> neighbours) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>();
        for (var name : from) {
            if (dependencies.containsKey(name) && found.add(name)) {
                left.add(name);
            }
        }
        while (!left.isEmpty()) {
            for (var neighbour : neighbours.apply(left.remove())) {
                if (found.add(neighbour)) {
                    left.add(neighbour);
                }
            }
        }
        return found;
    }
}
