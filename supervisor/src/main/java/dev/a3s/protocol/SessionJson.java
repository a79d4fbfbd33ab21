package dev.a3s.protocol;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link SessionRow} as {@code --json} prints it; see {@link ServiceJson}. */
public record SessionJson(String session, String project, Path file, Instant created, Optional<String> open,
        Optional<String> drift, List<ServiceJson> services) {

    /** Converts a row. */
    public static SessionJson of(SessionRow row) {
        return new SessionJson(row.session(), row.project(), row.file(), row.created(), row.open(),
                row.drift().map(drift -> drift.words(row.file().getFileName().toString())),
                row.services().stream().map(ServiceJson::of).toList());
    }
}
