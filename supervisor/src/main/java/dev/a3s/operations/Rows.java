package dev.a3s.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.Spoken;
import dev.a3s.process.Load;
import dev.a3s.process.ServiceProcess;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;
import dev.a3s.service.Run;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Session;
import dev.a3s.status.Drift;
import dev.a3s.status.Health;
import dev.a3s.status.Reason;

/** Makes the rows that commands, pages and agents see of sessions and services. */
public final class Rows {
    private Rows() {}

    /** A session's row without measurements, and without a comparison of its file on disk. */
    static SessionRow of(Session session) {
        return of(session, session.statuses(), Optional.empty(), Map.of());
    }

    /**
     * A session's row.
     *
     * @param statuses of its services
     * @param drift    how its file on disk differs from what it runs
     * @param loads    what its processes use, as far as that was measured
     */
    public static SessionRow of(Session session, List<ServiceStatus> statuses, Optional<Drift> drift,
            Map<ServiceProcess, Load> loads) {
        return new SessionRow(session.name(), session.file().dev().name(), session.file().path(), session.created(),
                session.file().dev().open(),
                drift,
                statuses.stream().map(status -> of(session, status, load(status, loads), isOrphaned(status, drift)))
                        .toList());
    }

    private static Optional<Load> load(ServiceStatus status, Map<ServiceProcess, Load> loads) {
        return status.state().living().flatMap(Run::process)
                .flatMap(process -> Optional.ofNullable(loads.get(process)));
    }

    /** Whether it lives though the file that it belongs to, or its entry there, is gone. */
    private static boolean isOrphaned(ServiceStatus status, Optional<Drift> drift) {
        return status.state().living().isPresent() && drift.filter(file -> switch (file) {
            case Drift.Gone() -> true;
            case Drift.Changed(var changes) -> changes.removed().contains(status.service());
            case Drift.Broken() -> false;
        }).isPresent();
    }

    /** A service's row without measurements. */
    static ServiceRow of(Session session, ServiceStatus status) {
        return of(session, status, Optional.empty(), false);
    }

    private static ServiceRow of(Session session, ServiceStatus status, Optional<Load> load, boolean orphaned) {
        var state = status.state();
        var spec = status.spec();
        return new ServiceRow(status.service(), state.phase(),
                status.reason().or(() -> orphaned ? Optional.of(Reason.Event.ORPHANED) : Optional.empty()),
                livingPid(status), status.port(),
                health(state), status.since(), status.startedAt(), status.restarts(), status.lastExit(),
                url(session, status), status.ready(), status.settled(),
                load.map(used -> Math.round(used.cpuPercent() * 10) / 10.0), load.map(Load::residentBytes),
                load.map(used -> List.copyOf(used.ports())).orElse(List.of()), Optional.of(spec.command().toString()),
                Optional.of(spec.dir()), Optional.of(session.logDir(spec.name())));
    }

    /** The pid of the service's command; empty once the kernel has ended that process or reused its pid. */
    private static Optional<Long> livingPid(ServiceStatus status) {
        return status.state().living().flatMap(Run::process).filter(process -> process.id().lives())
                .map(ServiceProcess::pid);
    }

    private static Health health(ServiceState state) {
        return switch (state.phase()) {
            case READY, RELOADING -> Health.HEALTHY;
            case UNHEALTHY -> Health.UNHEALTHY;
            case PENDING, STARTING, STOPPING, STOPPED, BACKING_OFF, FAILED, COMPLETED, ASLEEP -> Health.UNKNOWN;
        };
    }

    /** The URL, or the address of a service that seems not to speak HTTP. */
    private static String url(Session session, ServiceStatus status) {
        var spec = status.spec();
        var port = status.port();
        if (port.isEmpty()) {
            return "";
        }
        return Spoken.isHttp(spec, port) ? session.url(spec) : "127.0.0.1:" + port.getAsInt();
    }
}
