package dev.a3s.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.a3s.config.A3sfile;
import dev.a3s.config.ServiceSpec;
import dev.a3s.config.ServiceSpec.Start;
import dev.a3s.graph.DependencyGraph;
import dev.a3s.service.Hold;
import dev.a3s.service.ServiceRunner;
import dev.a3s.service.ServiceSignal;
import dev.a3s.service.ServiceStatus;

/**
 * An A3sfile and the runners of its services and tasks. A session replaces the whole record when its file changes, so that a
 * reader never sees the runners of one version beside the file of another.
 *
 * @param file    the version that runs
 * @param graph   what depends on what, within the file
 * @param runners by name, in file order
 */
record Services(A3sfile file, DependencyGraph graph, Map<String, ServiceRunner> runners) {
    static Services of(A3sfile file, Map<String, ServiceRunner> runners) {
        var edges = new LinkedHashMap<String, Collection<String>>();
        var all = file.runnable();
        all.forEach((name, spec) -> edges.put(name,
                spec.dependsOn().keySet().stream().filter(all::containsKey).toList()));
        return new Services(file, DependencyGraph.of(edges), runners);
    }

    /** Sends {@code signal} to a service's runner; returns when the runner has acted on it, or has ended. */
    void signal(String name, ServiceSignal signal) {
        var runner = runner(name);
        runner.send(signal);
        runner.settled().join();
    }

    ServiceRunner runner(String name) {
        return runners.get(name);
    }

    List<ServiceStatus> statuses() {
        return runners.values().stream().map(ServiceRunner::status).toList();
    }

    /** The names of the services with that {@code start}, in file order. */
    List<String> startingWith(Start start) {
        return file.runnable().values().stream().filter(spec -> spec.start() == start).map(ServiceSpec::name).toList();
    }

    /** What to start: dependencies first. */
    Set<String> targets(Selection selection) {
        var names = new LinkedHashSet<>(known(selection.services()));
        if (selection.namesNone()) {
            names.addAll(selection.all() ? file.runnable().keySet() : startingWith(Start.AUTO));
        }
        var targets = graph.withDependencies(names);
        if (selection.alone().isEmpty()) {
            return targets;
        }
        targets.addAll(known(selection.alone()));
        var ordered = new LinkedHashSet<>(graph.startOrder());
        ordered.retainAll(targets);
        return ordered;
    }

    /** Returns {@code names}; throws {@link UnknownService} if one of them names no service or task. */
    Collection<String> known(Collection<String> names) {
        for (var name : names) {
            if (!file.runnable().containsKey(name)) {
                throw new UnknownService(name, file.runnable().keySet());
            }
        }
        return names;
    }

    /** What the file says about a service; throws {@link UnknownService} if there is none. */
    ServiceSpec spec(String service) {
        var all = file.runnable();
        return Optional.ofNullable(all.get(service)).orElseThrow(() -> new UnknownService(service, all.keySet()));
    }

    /**
     * What keeps {@code spec} from starting now: its first dependency that is not as far as {@code spec} needs it.
     *
     * @param alone whether to ignore dependencies that nobody has started
     */
    Optional<Hold> hold(ServiceSpec spec, boolean alone) {
        return spec.dependsOn().entrySet().stream()
                .filter(dependency -> runners.containsKey(dependency.getKey()))
                .filter(dependency -> !alone || !runner(dependency.getKey()).status().state().atRest())
                .map(dependency -> Dependencies.hold(runner(dependency.getKey()).status(), dependency.getValue()))
                .flatMap(Optional::stream).findFirst();
    }

    /** Whether one that depends on {@code service} runs, or is to run. */
    boolean isNeeded(String service) {
        return statuses().stream()
                .filter(status -> status.spec().dependsOn().containsKey(service))
                .anyMatch(status -> status.state().isWanted());
    }

    /** Has the runners of all that depends on {@code service} look again whether they may start. */
    void recheckDependents(String service) {
        for (var runner : runners.values()) {
            if (runner.status().spec().dependsOn().containsKey(service)) {
                runner.send(new ServiceSignal.DependencyMoved());
            }
        }
    }
}
