package dev.a3s.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * restart count. A service that ended meanwhile is handled as if it had ended just now. A launch that is not in the
 * session's state, because the daemon died before it was written, is ended.
 */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final SessionHome home;
    private final RunnerContext around;
    private final SessionState left;

    Takeover(Session session, SessionState left) {
        this.home = session.home();
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
        for (var service : home.services()) {
            endUnknown(home, service,
                    Optional.ofNullable(left.services().get(service)).flatMap(ServiceRecord::runDir));
        }
        return runners;
    }

    private ServiceStatus status(ServiceSpec spec, ServiceRecord record) {
        var state = record.runDir()
                .map(dir -> state(spec, record, RunTakeover.of(dir)))
                .or(() -> record.foreign()
                        ? Optional.of(withProcess(record, Run.foreign(spec, record.since(), around)))
                        : Optional.empty())
                .orElseGet(() -> notLaunchedYet(record)
                        ? notLaunched(record)
                        : withoutProcess(record, Optional.empty()));
        boolean same = state.phase() == record.phase();
        return new ServiceStatus(spec, state, same ? record.since() : Instant.now(), record.restarts(),
                record.everReady(), record.lastExit(), record.history(), Optional.empty());
    }

    private ServiceState state(ServiceSpec spec, ServiceRecord record, TakenOver found) {
        return switch (found) {
            case TakenOver.Running(var process) -> withProcess(record, run(spec, record, process));
            case TakenOver.Ended(var process, _) -> withProcess(record, run(spec, record, process));
            case TakenOver.Gone(var exit) -> withoutProcess(record, exit);
        };
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
            return new BackingOff(Instant.now(),
                    exit.<Reason>map(Reason.Ended::new).orElse(Reason.Event.ENDED_UNSEEN));
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

    /** Ends every launch of a session whose state is lost, so that no process lives on unseen. */
    static void endAll(SessionHome home) {
        for (var service : home.services()) {
            endUnknown(home, service, Optional.empty());
        }
    }

    private static void endUnknown(SessionHome home, String service, Optional<Path> known) {
        var runs = home.runsDir(service);
        if (!Files.isDirectory(runs)) {
            return;
        }
        for (var dir : list(runs)) {
            if (known.isPresent() && known.get().equals(dir)) {
                continue;
            }
            Optional<ServiceProcess> process = switch (RunTakeover.of(dir)) {
                case TakenOver.Running(var alive) -> Optional.of(alive);
                case TakenOver.Ended(var waiting, _) -> Optional.of(waiting);
                case TakenOver.Gone _ -> Optional.empty();
            };
            process.ifPresent(alive -> {
                LOG.warn("session {}: ending a launch of {} that the state does not know", home.name(), service);
                alive.stop("SIGTERM", Duration.ofSeconds(5), _ -> false);
            });
            ServiceProcess.discard(dir);
        }
    }

    private static List<Path> list(Path dir) {
        try (var entries = Files.list(dir)) {
            return entries.toList();
        } catch (IOException e) {
            LOG.warn("cannot list {}", dir, e);
            return List.of();
        }
    }
}
