package dev.a3s.service;

import java.time.Instant;
import java.util.Optional;

import dev.a3s.config.ServiceSpec;

/** What a runner needs from the session it belongs to. Called on the runner's thread and the threads of its launches. */
public interface RunnerContext extends RunContext {

    /** What keeps {@code spec} from starting now; empty if nothing does. */
    Optional<Hold> hold(ServiceSpec spec);

    /** Since when nobody has used the service through the proxy; empty while somebody does, or a service runs that depends on it. */
    Optional<Instant> unusedSince(String service);

    /** A free port that was not handed out before. */
    int freePort();

    /** Publishes a service's new status. Called by the runner's thread, in order. */
    void moved(ServiceStatus status);
}
