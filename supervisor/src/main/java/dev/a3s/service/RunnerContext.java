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

    /** Whether the user runs it otherwise: it is probed, and neither started nor stopped. */
    boolean isExternal(String service);

    /** The whole environment of its processes. */
    Map<String, String> environment(ServiceSpec spec);

    /** How often a service without a {@code health} block is looked at. */
    Duration monitor();

    /** Since when nobody has used it by its names; empty while anybody does. */
    Optional<Instant> unusedSince(String service);

    /** Its log, open for as long as the session is. */
    ServiceLog log(String service);

    /** A port that nobody listens on and that was not handed out before. */
    int freePort();

    /** A directory for its next launch that does not exist yet. */
    Path newRunDir(String service);

    /** Done once nothing that it was asked waits for an answer, or {@code atMost} has passed. */
    CompletableFuture<Boolean> answered(String service, Duration atMost);

    /** {@code status} is what holds from now on; told in order, by the runner's thread. */
    void moved(ServiceStatus status);
}
