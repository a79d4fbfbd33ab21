package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.a3s.config.ServiceSpec;
import dev.a3s.logs.ServiceLog;

/** What launches and runs of services need from their session. Any thread may call. */
public interface RunContext {

    /** Whether the user runs the service ({@code --external}): a3s probes it, and neither starts nor stops it. */
    boolean isExternal(String service);

    /** The whole environment of its processes. */
    Map<String, String> environment(ServiceSpec spec);

    /** The files of variables that its environment is made of, weakest first; they need not exist. */
    List<Path> environmentFiles(ServiceSpec spec);

    /** The probe interval of a service without a {@code health} block. */
    Duration monitor();

    /** A service's log, open for as long as the session is. */
    ServiceLog log(String service);

    /** A directory for its next launch that does not exist yet. */
    Path newRunDir(String service);

    /** Completes with true once no request to the service waits for its answer, or with false after {@code atMost}. */
    CompletableFuture<Boolean> answered(String service, Duration atMost);
}
