package dev.a3s.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.a3s.config.Problem;
import dev.a3s.status.Notice;

/**
 * What {@link Sessions#open} opened: a session that was just created, or one that was running, with the version of its file that
 * {@link #begin} applies. Until then nothing of that version has taken effect.
 */
public final class OpenedSession {
    private final Session session;
    private final Optional<FileVersion> version;
    private final List<Problem> warnings;
    private final Map<String, String> namesHeld;

    private OpenedSession(Session session, Optional<FileVersion> version, List<Problem> warnings,
            Map<String, String> namesHeld) {
        this.session = session;
        this.version = version;
        this.warnings = warnings;
        this.namesHeld = namesHeld;
    }

    static OpenedSession created(Session session, List<Problem> warnings, Map<String, String> namesHeld) {
        return new OpenedSession(session, Optional.empty(), warnings, namesHeld);
    }

    static OpenedSession running(Session session, FileVersion version, List<Problem> warnings) {
        return new OpenedSession(session, Optional.of(version), warnings, Map.of());
    }

    public Session session() {
        return session;
    }

    /** Whether the session was not running before. */
    public boolean created() {
        return version.isEmpty();
    }

    /** About the file. */
    public List<Problem> warnings() {
        return warnings;
    }

    /**
     * What {@link Session#start} would start once this has begun.
     *
     * @return dependencies first
     * @throws UnknownService if one does not exist
     */
    public Set<String> targets(Selection selection) {
        return version.map(changed -> session.targets(selection, changed.file()))
                .orElseGet(() -> session.targets(selection));
    }

    /**
     * Runs the {@code init} steps that must be run, and then applies the file, if the session was running before. Waits, also
     * until services that the file no longer has are stopped. Called once.
     *
     * @param notices gets one for each step
     * @throws InitFailed       if a step fails, or the session is ended meanwhile; then a session that was running goes on as it was
     * @throws Ingress.PortHeld if the session was running and its names cannot be served as the file says; then nothing changed
     */
    public Applied begin(Consumer<Notice> notices) throws InterruptedException {
        if (version.isPresent()) {
            return session.apply(version.get(), notices);
        }
        session.initialise(notices);
        return new Applied(Applied.NOTHING.difference(), namesHeld);
    }
}
