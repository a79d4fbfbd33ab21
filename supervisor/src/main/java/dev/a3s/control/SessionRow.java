package dev.a3s.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import dev.a3s.session.Session;

/** One session, as commands show it. */
public record SessionRow(String session, String project, Path file, Instant created, List<ServiceRow> services) {

    static SessionRow of(Session session) {
        return new SessionRow(session.name(), session.file().dev().name(), session.file().path(), session.created(),
                session.statuses().stream().map(status -> ServiceRow.of(session, status)).toList());
    }
}
