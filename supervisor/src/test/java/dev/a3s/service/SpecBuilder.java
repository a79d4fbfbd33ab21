package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.Command;
import dev.a3s.config.HealthSpec;
import dev.a3s.config.Port;
import dev.a3s.config.RestartSpec;
import dev.a3s.config.ServiceSpec;
import dev.a3s.config.ServiceSpec.Condition;
import dev.a3s.config.StopSpec;
import dev.a3s.config.WatchSpec;

/** Specifications for tests: everything at its default but what the test is about, and short times. */
public final class SpecBuilder {
    private final String name;
    private final Path dir;
    private Command command = new Command.Shell("sleep 600");
    private Port port = new Port.None();
    private final Map<String, Condition> dependsOn = new LinkedHashMap<>();
    private List<Command> preStart = List.of();
    private Duration startupDelay = Duration.ZERO;
    private Duration startTimeout = ServiceSpec.DEFAULT_START_TIMEOUT;
    private Optional<HealthSpec> health = Optional.empty();
    private RestartSpec restart = new RestartSpec(RestartSpec.Policy.ON_FAILURE, Duration.ofMillis(20),
            Duration.ofMillis(100), Duration.ofSeconds(60), 10);
    private Optional<WatchSpec> watch = Optional.empty();
    private StopSpec stop = StopSpec.DEFAULT;
    private boolean adopt;
    private ServiceSpec.Reload reload = ServiceSpec.Reload.HOLD;
    private Optional<Duration> idleStop = Optional.empty();

    private SpecBuilder(String name, Path dir) {
        this.name = name;
        this.dir = dir;
    }

    public static SpecBuilder service(String name, Path dir) {
        return new SpecBuilder(name, dir);
    }

    public SpecBuilder runs(String script) {
        command = new Command.Shell(script);
        return this;
    }

    public SpecBuilder dependsOn(String service) {
        dependsOn.put(service, Condition.HEALTHY);
        return this;
    }

    public SpecBuilder preStart(String script) {
        preStart = List.of(new Command.Shell(script));
        return this;
    }

    public SpecBuilder port(int fixed) {
        port = new Port.Fixed(fixed);
        return this;
    }

    public SpecBuilder chosenPort(int chosen) {
        port = new Port.Chosen(chosen);
        return this;
    }

    public SpecBuilder idleStop(Duration idle) {
        idleStop = Optional.of(idle);
        return this;
    }

    public SpecBuilder swaps() {
        reload = ServiceSpec.Reload.SWAP;
        return this;
    }

    public SpecBuilder adopts() {
        adopt = true;
        return this;
    }

    public SpecBuilder stopsBy(String script) {
        stop = new StopSpec("SIGTERM", Duration.ofSeconds(20), Optional.of(new Command.Shell(script)), List.of());
        return this;
    }

    public SpecBuilder startupDelay(Duration delay) {
        startupDelay = delay;
        return this;
    }

    public SpecBuilder startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    /** Ready once this command exits 0. */
    public SpecBuilder readyWhen(String script) {
        return health(new HealthSpec.Check.Cmd(new Command.Shell(script)), false);
    }

    public SpecBuilder health(HealthSpec.Check check, boolean restart) {
        health = Optional.of(new HealthSpec(check, Duration.ofMillis(100), Duration.ofSeconds(5), 2, restart));
        return this;
    }

    public SpecBuilder policy(RestartSpec.Policy policy) {
        restart = new RestartSpec(policy, restart.backoff(), restart.maxBackoff(), restart.resetAfter(),
                restart.maxRestarts());
        return this;
    }

    public SpecBuilder watches(Path file) {
        watch = Optional.of(new WatchSpec(List.of(file), List.of(), true, Duration.ofMillis(50), dir));
        return this;
    }

    public SpecBuilder stopTimeout(Duration timeout) {
        stop = new StopSpec("SIGTERM", timeout, Optional.empty(), List.of());
        return this;
    }

    public ServiceSpec build() {
        return new ServiceSpec(name, command, dir, port, name, false, Map.of(), List.of(), dependsOn, preStart,
                ServiceSpec.Start.AUTO, idleStop, startupDelay, startTimeout, health, restart, watch, stop,
                reload, false, false, ServiceSpec.Display.BACKGROUND, adopt);
    }
}
