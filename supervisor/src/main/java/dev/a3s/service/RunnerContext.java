package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.a3s.config.ServiceSpec;
import dev.a3s.logs.ServiceLog;

/** What a runner needs from the session it belongs to. Called on the runner's thread and the threads of its launches. */
public interface RunnerContext {

    /** What keeps {@code spec} from starting now; empty if nothing does. */
    Optional<Hold> hold(ServiceSpec spec);

    /** Whether the user runs the service ({@code --external}): a3s probes it, and neither starts nor stops it. */
    boolean isExternal(String service);

    /** The whole environment of its processes. */
    Map<String, String> environment(ServiceSpec spec);

    /** The probe interval of a service without a {@code health} block. */
    Duration monitor();

    /** Since when nobody has used the service through the proxy; empty while somebody does. */
    Optional<Instant> unusedSince(String service);

    /** Its log, open for as long as the session is. */
    ServiceLog log(String service);

    /** A free port that was not handed out before. */
    int freePort();

    /** A directory for its next launch that does not exist yet. */
    Path newRunDir(String service);

    /** Completes with true once no request to the service waits for its answer, or with false after {@code atMost}. */
    CompletableFuture<Boolean> answered(String service, Duration atMost);

    /** Publishes a service's new status. Called by the runner's thread, in order. */
    void moved(ServiceStatus status);
}
