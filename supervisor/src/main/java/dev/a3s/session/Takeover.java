package dev.a3s.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.a3s.config.Port;
import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Exit;
import dev.a3s.process.RunTakeover;
import dev.a3s.process.ServiceProcess;
import dev.a3s.process.TakenOver;
import dev.a3s.service.Hold;
import dev.a3s.service.Run;
import dev.a3s.service.RunnerContext;
import dev.a3s.service.ServiceRunner;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceState.BackingOff;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.SessionState.ServiceRecord;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * Takes over the processes of a session that an earlier daemon left. A service that lives keeps its pid, its uptime and its
 * restart count. A service that ended meanwhile is handled as if it had ended just now; one that was backing off waits on. A
 * launch that is not in the session's state, because the daemon died before it was written, is the service if nothing else of it
 * lives, and is ended otherwise.
 */
final class Takeover {
    private final LeftLaunches launches;
    private final RunnerContext around;
    private final SessionState left;
    private final Set<Path> kept = new HashSet<>();

    Takeover(Session session, SessionState left, LeftLaunches launches) {
        this.launches = launches;
        this.around = session.context();
        this.left = left;
    }

    Map<String, ServiceRunner> runners() {
        var runners = new LinkedHashMap<String, ServiceRunner>();
        left.file()
                .runnable()
                .forEach((name, spec) -> runners.put(name,
                        Optional.ofNullable(left.services().get(name))
                                .map(record -> ServiceRunner.resumed(status(spec, record), around))
                                .orElseGet(() -> ServiceRunner.stopped(spec, around))));
        launches.endOthers(kept);
        return runners;
    }

    private ServiceStatus status(ServiceSpec spec, ServiceRecord record) {
        var state = state(spec, record);
        boolean same = state.phase() == record.phase();
        return new ServiceStatus(spec, state, same ? record.since() : Instant.now(), record.restarts(),
                record.everReady(), record.lastExit(), record.history(), Optional.empty());
    }

    private ServiceState state(ServiceSpec spec, ServiceRecord record) {
        if (record.foreign()) {
            return withProcess(record, Run.foreign(spec, record.since(), around));
        }
        var recorded = record.runDir().map(RunTakeover::of);
        var process = recorded.flatMap(Takeover::process);
        if (process.isPresent()) {
            kept.add(process.get().runDir());
            return withProcess(record, run(spec, record, process.get()));
        }
        var unrecorded = unrecorded(spec.name(), record.runDir());
        if (unrecorded.isPresent()) {
            kept.add(unrecorded.get().runDir());
            return new ServiceState.Starting(run(spec, record, unrecorded.get()));
        }
        if (recorded.isEmpty() && notLaunchedYet(record)) {
            return notLaunched(record);
        }
        return withoutProcess(record,
                recorded.flatMap(found -> found instanceof TakenOver.Gone(var exit) ? exit : Optional.empty()));
    }

    private static Optional<ServiceProcess> process(TakenOver found) {
        return switch (found) {
            case TakenOver.Running(var process) -> Optional.of(process);
            case TakenOver.Ended(var process, _) -> Optional.of(process);
            case TakenOver.Gone _ -> Optional.empty();
        };
    }

    /** The latest launch that lives and was not written down. */
    private Optional<ServiceProcess> unrecorded(String service, Optional<Path> recorded) {
        return launches.runs(service).stream().filter(dir -> !recorded.equals(Optional.of(dir)))
                .map(RunTakeover::of)
                .flatMap(found -> found instanceof TakenOver.Running(var process) ? Stream.of(process) : Stream.empty())
                .findFirst();
    }

    private Run run(ServiceSpec spec, ServiceRecord record, ServiceProcess process) {
        if (spec.reload() == ServiceSpec.Reload.SWAP && record.port().isPresent()) { // the process got this port as its PORT
            return Run.of(spec.withPort(new Port.Chosen(record.port().getAsInt())), process, record.port(), around);
        }
        return Run.of(spec, process, record.port().isPresent() ? record.port() : spec.port().number(), around);
    }

    private static ServiceState withProcess(ServiceRecord record, Run run) {
        return switch (record.phase()) {
            case READY, RELOADING -> new ServiceState.Ready(run, record.since());
            case UNHEALTHY -> new ServiceState.Unhealthy(run, record.since(), reason(record));
            case STOPPING -> new ServiceState.Stopping(run, next(record));
            case PENDING, STARTING, STOPPED, BACKING_OFF, FAILED, COMPLETED, ASLEEP -> new ServiceState.Starting(run);
        };
    }

    /** What was to follow the stop that the earlier daemon did not finish. */
    private static Next next(ServiceRecord record) {
        return record.next()
                .orElseGet(() -> record.wanted() ? new Next.Again(reason(record)) : new Next.Rest(reason(record)));
    }

    /** The recorded reason; every phase that this is called for has one. */
    private static Reason reason(ServiceRecord record) {
        return record.reason().orElse(Reason.Event.ENDED_UNSEEN);
    }

    /** A service that was not launched yet. Its runner at once looks anew for what holds it, if anything still does. */
    private static ServiceState notLaunched(ServiceRecord record) {
        var held = record.reason().filter(Reason.Held.class::isInstance).map(Reason.Held.class::cast)
                .orElseGet(() -> new Reason.Held("", Phase.PENDING, Optional.empty()));
        return new ServiceState.Pending(new Hold.Waiting(held));
    }

    private static boolean notLaunchedYet(ServiceRecord record) {
        return record.wanted() && (record.phase() == Phase.PENDING || record.phase() == Phase.STARTING);
    }

    private static ServiceState withoutProcess(ServiceRecord record, Optional<Exit> exit) {
        if (record.wanted()) {
            var retryAt = record.next().flatMap(next -> next instanceof Next.Later(var at, _) ? Optional.of(at)
                    : Optional.empty()).or(record::retryAt).orElseGet(Instant::now);
            return new BackingOff(retryAt,
                    exit.<Reason>map(Reason.Ended::new).or(record::reason).orElse(Reason.Event.ENDED_UNSEEN));
        }
        return switch (record.phase()) {
            case FAILED -> new ServiceState.Failed(reason(record));
            case COMPLETED -> new ServiceState.Completed();
            case ASLEEP -> new ServiceState.Asleep();
            case STOPPING -> stopped(next(record));
            case PENDING, STARTING, READY, RELOADING, UNHEALTHY, STOPPED, BACKING_OFF ->
                new ServiceState.Stopped(reason(record));
        };
    }

    /** The state that follows a stop with no process left to end. */
    private static ServiceState stopped(Next next) {
        return switch (next) {
            case Next.Doze _ -> new ServiceState.Asleep();
            case Next.Done _ -> new ServiceState.Completed();
            case Next.GiveUp(var reason) -> new ServiceState.Failed(reason);
            case Next.Rest _, Next.Leave _, Next.Again _, Next.Later _ -> new ServiceState.Stopped(next.reason());
        };
    }
}
