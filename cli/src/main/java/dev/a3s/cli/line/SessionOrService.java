package dev.a3s.cli.line;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.ValidationScope;
import dev.a3s.protocol.SessionRow;

/**
 * Whether the first word of {@code a3s up}, {@code down}, {@code restart}, {@code status} or {@code logs} names a running
 * session or a service of the project: a session, if one of that name runs.
 */
final class SessionOrService {
    private SessionOrService() {}

    /**
     * The session that {@code word} names; empty if it is a service, as far as can be seen here. A service that is called as
     * its own project's session is the service: of that session, no word needs to be said here.
     *
     * @param nearest finds the A3sfile whose services it could be one of
     * @throws Failure if it is a service of this project and another project's session
     */
    static Optional<SessionRow> session(String word, Supplier<Optional<Path>> nearest) {
        var session = LiveSessions.all(DaemonClient.ofUser()).stream()
                .filter(row -> row.session().equals(word)).findFirst();
        var here = session.flatMap(_ -> nearest.get()).filter(file -> services(file).contains(word));
        if (here.isEmpty()) {
            return session;
        }
        if (session.filter(row -> row.file().equals(here.get())).isPresent()) {
            return Optional.empty();
        }
        throw new Failure(ExitCode.WRONG, ("'%1$s' is a session and a service of this project; write --session %1$s"
                + " for the session, --file . %1$s for the service").formatted(word));
    }

    /** None of a file with errors, which whoever loads it next reports. */
    private static Set<String> services(Path file) {
        try {
            return A3sfileLoader.load(file, new ValidationScope(System.getenv())).file().runnable().keySet();
        } catch (InvalidA3sfile e) {
            return Set.of();
        }
    }
}
