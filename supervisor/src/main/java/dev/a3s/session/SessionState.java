package dev.a3s.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.A3sfile;
import dev.a3s.config.Listen;
import dev.a3s.json.Json;
import dev.a3s.service.Moment;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceStatus;

/**
 * What survives the daemon: a session's {@code state.json}, there as long as the session is. It holds the resolved
 * file, so that services can be taken over even when the one on disk has changed since, and the caller's environment;
 * hence mode 0600.
 *
 * @param name        the session's name
 * @param file        the resolved A3sfile that runs
 * @param environment of the {@code up} that created the session
 * @param created     when
 * @param listen      where it is served, other than in the file
 * @param services    by name
 */
record SessionState(String name, A3sfile file, Map<String, String> environment, Instant created,
        Listen listen, Map<String, ServiceRecord> services) {

    /**
     * What a service was doing.
     *
     * @param state    its state's word
     * @param why      as its state says
     * @param wanted   whether it should run
     * @param since    since when it was so; for a ready service, since when it was ready
     * @param runDir   of the launch that lived, if one did
     * @param restarts so far
     * @param everReady whether it had been ready
     * @param lastExit how its command ended last time
     * @param history  the steps that led there
     */
    record ServiceRecord(String state, String why, boolean wanted, Instant since, Optional<Path> runDir, int restarts,
            boolean everReady, Optional<String> lastExit, List<Moment> history) {}

    /** What {@code session} would leave behind now. */
    static SessionState of(Session session) {
        var services = new LinkedHashMap<String, ServiceRecord>();
        for (ServiceStatus status : session.statuses()) {
            ServiceState state = status.state();
            boolean wanted = !(state.atRest() || state instanceof ServiceState.Failed
                    || state instanceof ServiceState.Stopping(_, Next.Rest _)
                    || state instanceof ServiceState.Stopping(_, Next.GiveUp _)
                    || state instanceof ServiceState.Stopping(_, Next.Leave _));
            services.put(status.service(), new ServiceRecord(state.word(), state.why(), wanted, status.since(),
                    state.living().map(run -> run.process().runDir()), status.restarts(),
                    status.everReady(), status.lastExit(), status.history()));
        }
        return new SessionState(session.name(), session.file(), session.callerEnvironment(), session.created(),
                session.listen(),
                services);
    }

    /** Replaces the file in {@code dir} atomically. */
    void write(Path dir) {
        Path file = dir.resolve("state.json");
        Path draft = dir.resolve("state.json.tmp");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, Json.line(this, SessionState.class));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the session's state in " + file, e);
        }
    }

    /**
     * The state in {@code dir}; empty if there is none.
     *
     * @throws Json.Malformed if the file is damaged
     */
    static Optional<SessionState> read(Path dir) throws IOException {
        try {
            return Optional.of(Json.read(Files.readString(dir.resolve("state.json")), SessionState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The session has ended. */
    static void delete(Path dir) throws IOException {
        Files.deleteIfExists(dir.resolve("state.json"));
    }

    /** Puts a damaged file aside, under a name that says when. */
    static Path setAside(Path dir) throws IOException {
        Path aside = dir.resolve("state.json.damaged-" + Instant.now().getEpochSecond());
        return Files.move(dir.resolve("state.json"), aside, StandardCopyOption.REPLACE_EXISTING);
    }
}
