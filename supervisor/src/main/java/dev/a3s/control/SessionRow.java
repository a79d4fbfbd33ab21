package dev.a3s.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.process.Load;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.Run;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Session;

/**
 * One session, as commands show it.
 *
 * @param open  the service whose URL the file wants opened once it is ready
 * @param drift what the file on disk says other than what runs; empty if nothing
 */
public record SessionRow(String session, String project, Path file, Instant created, Optional<String> open,
        Optional<String> drift,
        List<ServiceRow> services) {

    static SessionRow of(Session session, Optional<String> drift, Map<ServiceProcess, Load> loads) {
        return new SessionRow(session.name(), session.file().dev().name(), session.file().path(), session.created(),
                session.file().dev().open(),
                drift,
                session.statuses().stream().map(status -> ServiceRow.of(session, status, load(status, loads)))
                        .toList());
    }

    private static Optional<Load> load(ServiceStatus status, Map<ServiceProcess, Load> loads) {
        return status.state().living().flatMap(Run::process)
                .flatMap(process -> Optional.ofNullable(loads.get(process)));
    }
}
