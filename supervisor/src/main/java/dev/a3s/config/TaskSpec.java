package dev.a3s.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private static final HealthSpec COMPLETION = new HealthSpec(new HealthSpec.Check.Completion(),
            HealthSpec.DEFAULT_INTERVAL, HealthSpec.DEFAULT_TIMEOUT, HealthSpec.DEFAULT_RETRIES, false);
    private static final RestartSpec ONCE = new RestartSpec(RestartSpec.Policy.NEVER, RestartSpec.DEFAULT.backoff(),
            RestartSpec.DEFAULT.maxBackoff(), RestartSpec.DEFAULT.resetAfter(), 0);

    /** The task as what is run: a service without a port that is there to end. */
    public ServiceSpec asService() {
        return new ServiceSpec(name, command, dir, new Port.None(), name, false, env, envFiles, dependsOn, List.of(),
                ServiceSpec.Start.AUTO, Optional.empty(), Duration.ZERO, Duration.ZERO, Optional.of(COMPLETION), ONCE,
                Optional.empty(), StopSpec.DEFAULT, ServiceSpec.Reload.HOLD, false, false,
                ServiceSpec.Display.BACKGROUND, false);
    }

    public TaskSpec {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        envFiles = List.copyOf(envFiles);
        dependsOn = Collections.unmodifiableMap(new LinkedHashMap<>(dependsOn));
    }
}
