package dev.a3s.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code service} block: something that runs until it is stopped.
 *
 * @param name         a DNS label, unique among services and tasks
 * @param command      what to run
 * @param dir          where to run it; absolute, existed when the file was loaded
 * @param port         where it listens
 * @param subdomain    the first label of its public name; default: {@code name}
 * @param named        whether the file itself sets {@code subdomain}
 * @param env          added to the environment, strongest
 * @param envFiles     absolute paths of files whose variables are added below {@code env}, later ones win
 * @param dependsOn    what must have happened before it starts, in file order
 * @param preStart     run each time before it starts, in order
 * @param start        when it starts
 * @param idleStop     how long without a request until an on-demand service stops; empty: never
 * @param startupDelay how long to wait before starting it; default zero
 * @param startTimeout how long it may take to get ready; default 60 s, zero is unlimited
 * @param health       how it is probed; empty: ready when its port accepts a connection, or without a port when its process lives
 * @param restart      what to do when it ends by itself
 * @param watch        which file changes restart it
 * @param stop         how to stop it
 * @param reload       what its requests do meanwhile
 * @param wildcard     whether {@code *.<subdomain>.localhost} comes here too
 * @param tty          whether it runs on a pseudo-terminal
 * @param display      where it is shown
 * @param adopt        whether a port that already answers is taken as this service running
 */
public record ServiceSpec(String name, Command command, Path dir, Port port, String subdomain, boolean named,
        Map<String, String> env, List<Path> envFiles, Map<String, Condition> dependsOn, List<Command> preStart,
        Start start, Optional<Duration> idleStop, Duration startupDelay, Duration startTimeout,
        Optional<HealthSpec> health, RestartSpec restart, Optional<WatchSpec> watch, StopSpec stop, Reload reload,
        boolean wildcard, boolean tty, Display display, boolean adopt) {

    /** Time to get ready where the file does not say. */
    public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

    public ServiceSpec {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        envFiles = List.copyOf(envFiles);
        dependsOn = Collections.unmodifiableMap(new LinkedHashMap<>(dependsOn));
        preStart = List.copyOf(preStart);
    }

    /** This specification with another port. */
    public ServiceSpec withPort(Port other) {
        return new ServiceSpec(name, command, dir, other, subdomain, named, env, envFiles, dependsOn, preStart, start,
                idleStop, startupDelay, startTimeout, health, restart, watch, stop, reload, wildcard, tty, display,
                adopt);
    }

    /** This specification with other files to watch. */
    public ServiceSpec withWatch(Optional<WatchSpec> watched) {
        return new ServiceSpec(name, command, dir, port, subdomain, named, env, envFiles, dependsOn, preStart, start,
                idleStop, startupDelay, startTimeout, health, restart, watched, stop, reload, wildcard, tty, display,
                adopt);
    }

    /** Whether it runs to completion, as a task does. */
    public boolean runsToCompletion() {
        return health.filter(spec -> spec.check() instanceof HealthSpec.Check.Completion).isPresent();
    }

    /** When a service starts. */
    public enum Start {
        /** The service starts with {@code a3s up}. */
        AUTO,
        /** Only when named. */
        MANUAL,
        /** The service starts with its first request. */
        ON_DEMAND
    }

    /** What a dependent waits for. */
    public enum Condition {
        /** The dependency's probe succeeded; the default for services. */
        HEALTHY,
        /** The dependency's process runs. */
        STARTED,
        /** The dependency exited 0; the default for tasks. */
        COMPLETED
    }

    /** What requests do while the service restarts. */
    public enum Reload {
        /** Requests wait. */
        HOLD,
        /** Requests go to the old process until the new one is ready. */
        SWAP
    }

    /** Where a service is shown. */
    public enum Display {
        BACKGROUND, PANE
    }
}
