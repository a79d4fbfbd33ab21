package dev.a3s.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.service.LaunchedEnvironment;
import dev.a3s.service.RunContext;
import dev.a3s.status.Changes.OtherVariables;

/**
 * Which services that run would have other variables if they were started now, because {@code .env}, an {@code env_file} or a
 * setting that a variable follows from has changed since they were started.
 *
 * @param sources why, by service: files relative to the project, and names of variables
 */
record EnvironmentDrift(Map<String, List<String>> sources) {

    /** @param now what their environment would be */
    static EnvironmentDrift of(Services services, RunContext now) {
        var sources = new LinkedHashMap<String, List<String>>();
        services.runners().forEach((name, runner) -> {
            var spec = services.spec(name);
            var launched = runner.status().state().living().flatMap(LaunchedEnvironment::of);
            var differing = launched.map(before -> before.differing(
                    LaunchedEnvironment.of(now.environment(spec), now.environmentFiles(spec)))).orElse(List.of());
            if (!differing.isEmpty()) {
                sources.put(name, differing.stream().map(source -> shown(source, services.file().dir())).toList());
            }
        });
        return new EnvironmentDrift(sources);
    }

    private static String shown(String source, Path project) {
        var path = Path.of(source);
        return path.startsWith(project) ? project.relativize(path).toString() : source;
    }

    /** The same by source, for {@link dev.a3s.status.Changes}. */
    List<OtherVariables> variables() {
        var services = new LinkedHashMap<String, List<String>>();
        sources.forEach((service, from) -> from
                .forEach(source -> services.computeIfAbsent(source, _ -> new ArrayList<>()).add(service)));
        return services.entrySet().stream()
                .map(entry -> new OtherVariables(entry.getKey(), List.copyOf(entry.getValue()))).toList();
    }
}
