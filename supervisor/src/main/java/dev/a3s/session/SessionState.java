package dev.a3s.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import dev.a3s.config.A3sfile;
import dev.a3s.config.Listen;
import dev.a3s.process.Exit;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.Run;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceState.Asleep;
import dev.a3s.service.ServiceState.BackingOff;
import dev.a3s.service.ServiceState.Completed;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Interrupted;
import dev.a3s.service.ServiceState.Launching;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceState.Pending;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Reloading;
import dev.a3s.service.ServiceState.Retired;
import dev.a3s.service.ServiceState.Starting;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Stopping;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.service.ServiceStatus;
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * What the next daemon needs to take over a session: its {@code state.json}, which is deleted when the session ends. It
 * holds the resolved A3sfile, since the one on disk may have changed, and the caller's environment; hence mode 0600.
 *
 * @param version     counts the forms of this file; see {@link EarlierState}
 * @param name        the session's name
 * @param file        the resolved A3sfile that runs
 * @param environment of the {@code up} that created the session
 * @param created     when the session was created
 * @param listen      where it is served, as far as that is set outside of the file
 * @param external    the services that the user runs without a3s
 * @param unwatched   whether its files are not watched
 * @param alone       the services that were started without their dependencies
 * @param services    by name
 */
record SessionState(int version, String name, A3sfile file, Map<String, String> environment, Instant created,
        Listen listen, Set<String> external, boolean unwatched, Set<String> alone,
        Map<String, ServiceRecord> services) {

    /** The form that this version of a3s writes. */
    static final int VERSION = 1;

    SessionOptions options() {
        return new SessionOptions(environment, listen, external, !unwatched);
    }

    /**
     * What a service was doing.
     *
     * @param phase    what users saw
     * @param reason   why
     * @param wanted   whether it should run
     * @param since    since when it was in the phase; for a ready service, since when it was ready
     * @param runDir   the run directory of the launch that lived, if one did
     * @param restarts so far
     * @param everReady whether it had been ready
     * @param lastExit how its command ended last time
     * @param history  its phases up to this one, oldest first
     * @param port     where it was last seen to listen, or is expected to
     * @param foreign  whether a3s did not start what lived
     * @param next     what its stop was to lead to; empty if it was not stopping
     * @param retryAt  when it was to be started again; empty if it was not backing off
     */
    record ServiceRecord(Phase phase, Optional<Reason> reason, boolean wanted, Instant since, Optional<Path> runDir,
            int restarts, boolean everReady, Optional<Exit> lastExit, List<Moment> history, OptionalInt port,
            boolean foreign, Optional<Next> next, Optional<Instant> retryAt) {}

    /** The state that a session would leave behind now. */
    static SessionState of(String name, A3sfile file, SessionOptions options, Instant created, Set<String> alone,
            List<ServiceStatus> statuses) {
        var services = new LinkedHashMap<String, ServiceRecord>();
        for (var status : statuses) {
            var state = status.state();
            services.put(status.service(),
                    new ServiceRecord(state.phase(), state.reason(), isWanted(state), status.since(),
                            state.living().flatMap(Run::process).map(ServiceProcess::runDir), status.restarts(),
                            status.everReady(), status.lastExit(), status.history(), status.port(),
                            state.living().filter(Run::isForeign).isPresent(),
                            state instanceof Stopping(_, var next) ? Optional.of(next) : Optional.empty(),
                            state instanceof BackingOff(var retryAt, _) ? Optional.of(retryAt) : Optional.empty()));
        }
        return new SessionState(VERSION, name, file, options.environment(), created,
                options.listen(), options.external(), !options.watched(), alone, services);
    }

    private static boolean isWanted(ServiceState state) {
        return switch (state) {
            case Pending _, Launching _, Starting _, Ready _, Interrupted _, Reloading _, Unhealthy _, BackingOff _ ->
                true;
            case Stopping(_, var next) -> next instanceof Next.Again || next instanceof Next.Later;
            case Stopped _, Asleep _, Completed _, Failed _, Retired _ ->
                false;
        };
    }

    /** The ports of the services, fixed and chosen, by service. */
    Map<String, Integer> ports() {
        var ports = new HashMap<String, Integer>();
        file.services().forEach((service, spec) -> spec.port().number().ifPresent(port -> ports.put(service, port)));
        return ports;
    }
}
