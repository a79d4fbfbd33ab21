package dev.a3s.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds circles among the names that Kahn's algorithm could not sort. Names that only lead into a circle or out of one are dropped
 * first. Each name that is left then has a dependency that is left too, so following dependencies comes back to a name seen
 * before: that is a circle. It is taken out, and the search goes on with the rest.
 */
final class CycleSearch {
    private final Map<String, Set<String>> dependencies;
    private final Map<String, Set<String>> dependents;
    private final Map<String, Integer> positions;
    private final Set<String> left;
    private final Map<String, Integer> needs = new HashMap<>();
    private final Map<String, Integer> neededBy = new HashMap<>();

    CycleSearch(Map<String, Set<String>> dependencies, Map<String, Set<String>> dependents,
            Map<String, Integer> positions, Set<String> unsorted) {
        this.dependencies = dependencies;
        this.dependents = dependents;
        this.positions = positions;
        this.left = new LinkedHashSet<>(unsorted);
    }

    List<Cycle> cycles() {
        for (var name : left) {
            needs.put(name, (int) dependencies.get(name).stream().filter(left::contains).count());
            neededBy.put(name, (int) dependents.get(name).stream().filter(left::contains).count());
        }
        prune(new ArrayDeque<>(left));
        List<Cycle> cycles = new ArrayList<>();
        for (var start : List.copyOf(left)) {
            while (left.contains(start)) {
                var cycle = follow(start);
                cycles.add(new Cycle(cycle));
                remove(cycle);
            }
        }
        return List.copyOf(cycles);
    }

    /** Drops what lies on no circle. */
    private void prune(Deque<String> suspects) {
        while (!suspects.isEmpty()) {
            var name = suspects.remove();
            if (left.contains(name) && (needs.get(name) == 0 || neededBy.get(name) == 0)) {
                drop(name, suspects);
            }
        }
    }

    private void drop(String name, Deque<String> suspects) {
        left.remove(name);
        for (var dependent : dependents.get(name)) {
            if (left.contains(dependent)) {
                needs.merge(dependent, -1, Integer::sum);
                suspects.add(dependent);
            }
        }
        for (var dependency : dependencies.get(name)) {
            if (left.contains(dependency)) {
                neededBy.merge(dependency, -1, Integer::sum);
                suspects.add(dependency);
            }
        }
    }

    private void remove(List<String> cycle) {
        Deque<String> suspects = new ArrayDeque<>();
        cycle.forEach(name -> drop(name, suspects));
        prune(suspects);
    }

    private List<String> follow(String start) {
        LinkedHashSet<String> path = new LinkedHashSet<>();
        var at = start;
        while (path.add(at)) {
            at = dependencies.get(at).stream().filter(left::contains).findFirst().orElseThrow();
        }
        List<String> walked = new ArrayList<>(path);
        return beginningWithFirstDeclared(walked.subList(walked.indexOf(at), walked.size()));
    }

    private List<String> beginningWithFirstDeclared(List<String> cycle) {
        var first = Collections.min(cycle, Comparator.comparing(positions::get));
        int offset = cycle.indexOf(first);
        List<String> turned = new ArrayList<>(cycle.subList(offset, cycle.size()));
        turned.addAll(cycle.subList(0, offset));
        return turned;
    }
}
