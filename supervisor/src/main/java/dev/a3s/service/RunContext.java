package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

    /** The same for a command around it, such as {@code pre_start}: ended, and never taken for the service, by the next daemon. */
    Path newStepDir(String service);

    /**
     * Lets what is being answered on {@code port} finish as long as its bytes move, and hands on or ends what only waits. Called when new
     * requests are held already, or go elsewhere.
     *
     * @param still how long an exchange that must not be repeated may stand still; zero cuts everything off at once
     * @param waitsFor gets the requests that take longer than a second
     */
    Answers answers(int port, Duration still, Consumer<List<String>> waitsFor);
}
