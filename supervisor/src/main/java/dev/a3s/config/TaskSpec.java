package dev.a3s.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.config.ServiceSpec.Condition;

/**
 * A {@code task} block: something that runs to completion; its dependents wait for exit 0.
 *
 * @param name      a DNS label, unique among services and tasks
 * @param command   what to run
 * @param dir       where to run it; absolute
 * @param env       added to the environment, strongest
 * @param envFiles  absolute paths of files whose variables are added below {@code env}, later ones win
 * @param dependsOn what must have happened before it starts, in file order
 */
public record TaskSpec(String name, Command command, Path dir, Map<String, String> env, List<Path> envFiles,
        Map<String, Condition> dependsOn) {

    public TaskSpec {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        envFiles = List.copyOf(envFiles);
        dependsOn = Collections.unmodifiableMap(new LinkedHashMap<>(dependsOn));
    }
}
