package dev.a3s.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.graph.DependencyGraph;

/**
 * One project: a whole {@code A3sfile.hcl}, checked and resolved.
 *
 * @param path     the file itself, absolute
 * @param dev      the project's settings
 * @param init     steps that must all succeed before any service or task starts, in file order
 * @param tasks    by name, in file order
 * @param services by name, in file order
 * @param routes   names for servers that a3s does not run, in file order
 * @param repos    other repositories' projects, in file order
 */
public record A3sfile(Path path, DevSpec dev, List<InitStep> init, Map<String, TaskSpec> tasks,
        Map<String, ServiceSpec> services, List<RouteSpec> routes, List<RepoSpec> repos) {

    public static final String FILE_NAME = "A3sfile.hcl";

    public A3sfile {
        init = List.copyOf(init);
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        routes = List.copyOf(routes);
        repos = List.copyOf(repos);
    }

    /** Everything that is run: services, then tasks as services whose end is expected, each in file order. */
    public Map<String, ServiceSpec> runnable() {
        var all = new LinkedHashMap<>(services);
        tasks.forEach((name, task) -> all.put(name, task.asService()));
        return all;
    }

    /** The names of what can start together, in the order of starting: each wave depends on earlier ones only. */
    public List<List<String>> waves() {
        var edges = new LinkedHashMap<String, List<String>>();
        runnable().forEach((name, spec) -> edges.put(name, List.copyOf(spec.dependsOn().keySet())));
        return DependencyGraph.of(edges).waves();
    }

    /** The directory of the file: what every relative path in it is relative to. */
    public Path dir() {
        return path.getParent();
    }
}
