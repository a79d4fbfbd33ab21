package dev.a3s.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DependencyGraphTest {

    /** {@code "web: api db, api: db, db:"}, declared in that order. */
    private static DependencyGraph graph(String text) {
        Map<String, List<String>> edges = new LinkedHashMap<>();
        for (var line : text.split(",", -1)) {
            var parts = line.strip().split(":", 2);
            edges.put(parts[0], parts[1].isBlank() ? List.of() : List.of(parts[1].strip().split(" ", -1)));
        }
        return DependencyGraph.of(edges);
    }

    @Test
    void wavesHoldWhatMayStartTogether() {
        assertThat(graph("web: api, api: db cache, db:, cache:, docs:").waves())
                .containsExactly(List.of("db", "cache", "docs"), List.of("api"), List.of("web"));
    }

    @Test
    void declarationOrderBreaksTies() {
        var graph = graph("z: b, a: b, b:, m: b");
        assertThat(graph.startOrder()).containsExactly("b", "z", "a", "m");
        assertThat(graph.stopOrder()).containsExactly("m", "a", "z", "b");
    }

    @Test
    void withDependenciesComesInStartOrderAndLeavesUnknownNamesOut() {
        var graph = graph("web: api, api: db, db:, docs:");
        assertThat(graph.withDependencies(List.of("web", "nobody"))).containsExactly("db", "api", "web");
    }

    @Test
    void dependentsAreTransitive() {
        var graph = graph("web: api, api: db, db:, docs:");
        assertThat(graph.dependents("db")).containsExactly("api", "web");
        assertThat(graph.dependents("web")).isEmpty();
        assertThat(graph.dependents("nobody")).isEmpty();
    }

    @Test
    void aDependencyOutsideOfTheGraphConstrainsNothing() {
        assertThat(graph("web: backend/api").waves()).containsExactly(List.of("web"));
    }

    @Test
    void aCycleBeginsWithTheNameDeclaredFirst() {
        var graph = graph("x: a, a: b, b: c, c: a, y:");
        assertThat(graph.cycles()).containsExactly(new Cycle(List.of("a", "b", "c")));
        assertThatIllegalStateException().isThrownBy(graph::waves).withMessageContaining("[a, b, c]");
    }

    @Test
    void aServiceThatDependsOnItselfIsACycleOfOne() {
        assertThat(graph("a: a").cycles()).containsExactly(new Cycle(List.of("a")));
    }

    @Test
    void separateCyclesAreAllFound() {
        var graph = graph("a: c b, b: a, c: c, d: e, e: d");
        assertThat(graph.cycles()).containsExactlyInAnyOrder(new Cycle(List.of("c")), new Cycle(List.of("a", "b")),
                new Cycle(List.of("d", "e")));
    }

    @Test
    void aChainOfAHundredThousandIsSortedWithoutDeepRecursion() {
        Map<String, List<String>> edges = new LinkedHashMap<>();
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            edges.put("s" + i, List.of("s" + (i + 1) % count));
        }
        assertThat(DependencyGraph.of(edges).cycles().getFirst().names()).hasSize(count);
        edges.put("s" + (count - 1), List.of());
        assertThat(DependencyGraph.of(edges).startOrder().getLast()).isEqualTo("s0");
    }

    @Test
    void randomGraphsAreOrderedOrHaveRealCycles() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            Map<String, Set<String>> edges = new LinkedHashMap<>();
            List<String> names = new ArrayList<>();
            int count = 1 + random.nextInt(9);
            for (int i = 0; i < count; i++) {
                names.add("n" + i);
            }
            Collections.shuffle(names, random);
            for (var name : names) {
                Set<String> needed = new HashSet<>();
                for (var other : names) {
                    if (random.nextInt(6) == 0) {
                        needed.add(other);
                    }
                }
                edges.put(name, needed);
            }
            var graph = DependencyGraph.of(edges);
            var shown = "seed " + seed + " round " + round + " " + edges;
            for (var cycle : graph.cycles()) {
                for (int i = 0; i < cycle.names().size(); i++) {
                    assertThat(edges.get(cycle.names().get(i))).as(shown)
                            .contains(cycle.names().get((i + 1) % cycle.names().size()));
                }
            }
            if (graph.cycles().isEmpty()) {
                var order = graph.startOrder();
                assertThat(order).as(shown).containsExactlyInAnyOrderElementsOf(names);
                edges.forEach((name, needed) -> needed.forEach(
                        other -> assertThat(order.indexOf(other)).as(shown).isLessThan(order.indexOf(name))));
            }
        }
    }
}
