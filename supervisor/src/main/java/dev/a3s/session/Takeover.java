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
import dev.a3s.process.Adoption;
import dev.a3s.process.Exit;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.Hold;
import dev.a3s.service.Run;
import dev.a3s.service.RunnerContext;
import dev.a3s.service.ServiceRunner;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceState.BackingOff;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.SessionState.ServiceRecord;

/**
 * Takes over what an earlier daemon left behind: services that live keep their pid, their uptime and their restart
 * count; what ended meanwhile is met as if it had ended just now; launches that the state does not know (the daemon died
 * in between) are ended.
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
                .map(dir -> state(spec, record, ServiceProcess.adopt(dir)))
                .or(() -> record.foreign()
                        ? Optional.of(withProcess(record, Run.foreign(spec, record.since(), around)))
                        : Optional.empty())
                .orElseGet(() -> notLaunchedYet(record)
                        ? new ServiceState.Pending(new Hold.Waiting("", record.why())) // its runner looks anew at once
                        : withoutProcess(record, Optional.empty()));
        boolean same = state.word().equals(record.state());
        return new ServiceStatus(spec, state, same ? record.since() : Instant.now(), record.restarts(),
                record.everReady(), record.lastExit(), record.history(), Optional.empty());
    }

    private ServiceState state(ServiceSpec spec, ServiceRecord record, Adoption adoption) {
        return switch (adoption) {
            case Adoption.Running(var process) -> withProcess(record, run(spec, record, process));
            case Adoption.Ended(var process, _) -> withProcess(record, run(spec, record, process));
            case Adoption.Gone(var exit) -> withoutProcess(record, exit);
        };
    }

    private Run run(ServiceSpec spec, ServiceRecord record, ServiceProcess process) {
        if (spec.reload() == ServiceSpec.Reload.SWAP && record.port().isPresent()) { // it learnt that port as its PORT
            return Run.of(spec.withPort(new Port.Chosen(record.port().getAsInt())), process, record.port(), around);
        }
        return Run.of(spec, process, record.port().isPresent() ? record.port() : spec.port().number(), around);
    }

    private static ServiceState withProcess(ServiceRecord record, Run run) {
        return switch (record.state()) {
            case "ready" -> new ServiceState.Ready(run, record.since());
            case "unhealthy" -> new ServiceState.Unhealthy(run, record.since(), record.why(), true);
            case "stopping" -> new ServiceState.Stopping(run, next(record));
            default -> new ServiceState.Starting(run);
        };
    }

    /** What a stop that was cut off was to lead to. */
    private static Next next(ServiceRecord record) {
        var why = record.why();
        return switch (record.next().orElse(record.wanted() ? "Again" : "Rest")) {
            case "Again" -> new Next.Again(why);
            case "Later" -> new Next.Later(Instant.now(), why);
            case "Doze" -> new Next.Doze(why);
            case "Done" -> new Next.Done(why);
            case "GiveUp" -> new Next.GiveUp(why);
            default -> new Next.Rest(why);
        };
    }

    private static boolean notLaunchedYet(ServiceRecord record) {
        return record.wanted() && (record.state().equals("pending") || record.state().equals("starting"));
    }

    private static ServiceState withoutProcess(ServiceRecord record, Optional<Exit> exit) {
        if (record.wanted()) {
            return new BackingOff(Instant.now(),
                    exit.map(Exit::describe).orElse("it ended while no daemon was there"));
        }
        return switch (record.state()) {
            case "failed" -> new ServiceState.Failed(record.why());
            case "completed" -> new ServiceState.Completed();
            case "asleep" -> new ServiceState.Asleep();
            case "stopping" -> stopped(next(record));
            default -> new ServiceState.Stopped(record.why());
        };
    }

    /** Where a stop leads that has nothing left to end. */
    private static ServiceState stopped(Next next) {
        return switch (next) {
            case Next.Doze _ -> new ServiceState.Asleep();
            case Next.Done _ -> new ServiceState.Completed();
            case Next.GiveUp(var why) -> new ServiceState.Failed(why);
            case Next.Rest _, Next.Leave _, Next.Again _, Next.Later _ -> new ServiceState.Stopped(next.why());
        };
    }

    /** Ends every launch of a session whose state is lost, so that nothing lives that nobody knows of. */
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
            Optional<ServiceProcess> process = switch (ServiceProcess.adopt(dir)) {
                case Adoption.Running(var alive) -> Optional.of(alive);
                case Adoption.Ended(var waiting, _) -> Optional.of(waiting);
                case Adoption.Gone _ -> Optional.empty();
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
