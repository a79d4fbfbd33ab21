package dev.a3s.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    static SessionRow of(Session session, Optional<String> drift) {
        return new SessionRow(session.name(), session.file().dev().name(), session.file().path(), session.created(),
                session.file().dev().open(),
                drift,
                session.statuses().stream().map(status -> ServiceRow.of(session, status)).toList());
    }
}
