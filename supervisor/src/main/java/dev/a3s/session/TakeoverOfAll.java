package dev.a3s.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.process.Shims;
import dev.a3s.status.Notice;

/**
 * Finds every session that an earlier daemon left: by its directory, and by the shims of its services, which live on whatever
 * becomes of directories. Nothing that lives is ended for want of a readable file, and nothing is left out without a word.
 */
final class TakeoverOfAll {
    private static final Logger LOG = LoggerFactory.getLogger(TakeoverOfAll.class);

    private final Path root;
    private final Function<SessionHome, Optional<A3sfile>> load;
    private final SessionOptions options;
    private final List<Shims.Living> shims;
    private final List<Notice> notices = new ArrayList<>();

    /** A session that is to go on. */
    record Left(SessionHome home, SessionState state, LeftLaunches launches) {}

    /**
     * @param root    where sessions keep their directories
     * @param load    returns the A3sfile of a session whose state is lost; empty if it cannot be read
     * @param options such a session's, since its own are lost as well
     */
    TakeoverOfAll(Path root, Function<SessionHome, Optional<A3sfile>> load, SessionOptions options) {
        this.root = root;
        this.load = load;
        this.options = options;
        this.shims = Shims.below(root);
    }

    /** What a user should know of the sessions that {@link #find} found. */
    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** The sessions, by name. What is over is cleared away. */
    List<Left> find() {
        var dirs = new TreeSet<Path>();
        if (Files.isDirectory(root)) {
            dirs.addAll(SessionHome.directories(root));
        }
        shims.forEach(shim -> dirs.add(root.resolve(root.relativize(shim.runDir()).getName(0))));
        var found = new ArrayList<Left>();
        for (var dir : dirs) {
            try {
                find(dir).ifPresent(found::add);
            } catch (RuntimeException e) {
                failed(dir.getFileName().toString(), e);
            }
        }
        return found;
    }

    /** Notes that a session could not be taken over; what lives of it goes on. */
    void failed(String session, RuntimeException e) {
        LOG.error("session {} cannot be taken over", session, e);
        notices.add(new Notice.NotTakenOver(session, String.valueOf(e.getMessage())));
    }

    private Optional<Left> find(Path dir) {
        var known = SessionHome.at(dir);
        return switch (StateFile.read(dir)) {
            case StateFile.Found.Whole(var state) -> {
                var file = state.file().path();
                boolean foreign = known.isPresent() && !file.equals(known.get().file()) && !Files.exists(file);
                if (foreign) {
                    yield lost(known, dir, StateFile.setAside(dir, "it is not of " + known.get().file()));
                }
                var home = known.filter(bound -> bound.file().equals(file))
                        .orElseGet(() -> SessionHome.restore(dir, file));
                if (known.filter(home::equals).isEmpty()) {
                    home.write(state.ports());
                }
                yield Optional.of(new Left(home, state, new LeftLaunches(home, shims)));
            }
            case StateFile.Found.Unusable(var trouble) -> lost(known, dir, trouble);
            case StateFile.Found.None() -> lost(known, dir, "");
        };
    }

    /** @param trouble with the file; empty if there was none, as after the session's end */
    private Optional<Left> lost(Optional<SessionHome> known, Path dir, String trouble) {
        var home = known.orElseGet(() -> SessionHome.nobodys(dir));
        var launches = new LeftLaunches(home, shims);
        var alive = launches.alive();
        if (alive.isEmpty()) {
            launches.endOthers(Set.of());
            if (!trouble.isEmpty()) {
                notices.add(new Notice.StateLost(home.name(), trouble, List.of(), false));
            }
            return Optional.empty();
        }
        var file = known.flatMap(load);
        var names = alive.entrySet().stream()
                .map(entry -> LeftLaunches.words(entry.getKey(), entry.getValue().command().orElseThrow())).toList();
        notices.add(new Notice.StateLost(home.name(), trouble.isEmpty() ? "state.json is missing" : trouble, names,
                file.isEmpty()));
        LOG.error(notices.getLast().words());
        if (known.isEmpty()) {
            home.write(Map.of());
        }
        return Optional.of(new Left(home, Salvage.of(home, file, options, alive), launches));
    }
}
