package dev.a3s.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.process.ProcessInfo;
import dev.a3s.process.RunTakeover;
import dev.a3s.process.ServiceProcess;
import dev.a3s.process.Shims;
import dev.a3s.process.TakenOver;

/**
 * The launches that an earlier daemon left of one session: those that have a run directory, and those whose shim lives though
 * their run directory is gone.
 */
final class LeftLaunches {
    private static final Logger LOG = LoggerFactory.getLogger(LeftLaunches.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final SessionHome home;
    private final List<Shims.Living> shims;

    /** @param shims that live now; those of other sessions are ignored */
    LeftLaunches(SessionHome home, List<Shims.Living> shims) {
        this.home = home;
        this.shims = shims.stream().filter(shim -> shim.runDir().startsWith(home.dir())).toList();
    }

    /** The commands that live, by service; where a service has several launches, the latest. */
    Map<String, Shims.Living> alive() {
        var alive = new LinkedHashMap<String, Shims.Living>();
        for (var service : services()) {
            shims.stream()
                    .filter(shim -> shim.command().isPresent()
                            && home.runsDir(service).equals(shim.runDir().getParent()))
                    .filter(_ -> !service.equals(Session.INIT_LOG))
                    .max(Comparator.comparing(Shims.Living::runDir, LATEST_LAST))
                    .ifPresent(shim -> alive.put(service, shim));
        }
        return alive;
    }

    /** What lives of {@code service}, for a user. */
    static String words(String service, ProcessInfo command) {
        return service + " (pid " + command.pid() + ")";
    }

    /** The run directories of a service, the latest first. */
    List<Path> runs(String service) {
        return all(home.runsDir(service)).reversed();
    }

    /** Ends every launch of the session but {@code kept}. */
    void endOthers(Set<Path> kept) {
        for (var service : services()) {
            var dirs = new ArrayList<>(all(home.runsDir(service)));
            dirs.addAll(all(home.stepsDir(service)));
            dirs.removeAll(kept);
            dirs.forEach(dir -> end(service, dir));
        }
    }

    private void end(String service, Path dir) {
        Optional<ServiceProcess> process = switch (RunTakeover.of(dir)) {
            case TakenOver.Running(var alive) -> Optional.of(alive);
            case TakenOver.Ended(var waiting, _) -> Optional.of(waiting);
            case TakenOver.Gone _ -> Optional.empty();
        };
        process.ifPresent(alive -> {
            LOG.warn("session {}: ending a launch of {} that another has replaced, or that is over", home.name(),
                    service);
            alive.stop("SIGTERM", GRACE, _ -> false);
        });
        ServiceProcess.discard(dir);
    }

    private Set<String> services() {
        var services = new TreeSet<>(home.services());
        var root = home.dir().resolve("services");
        for (var shim : shims) {
            if (shim.runDir().startsWith(root)) {
                services.add(root.relativize(shim.runDir()).getName(0).toString());
            }
        }
        return services;
    }

    private static final Comparator<Path> LATEST_LAST = Comparator
            .<Path>comparingInt(dir -> dir.getFileName().toString().length())
            .thenComparing(dir -> dir.getFileName().toString());

    private List<Path> all(Path parent) {
        var dirs = new ArrayList<Path>();
        if (Files.isDirectory(parent)) {
            try (var entries = Files.list(parent)) {
                entries.forEach(dirs::add);
            } catch (IOException e) {
                LOG.warn("cannot list {}", parent, e);
            }
        }
        shims.stream().map(Shims.Living::runDir).filter(dir -> parent.equals(dir.getParent()) && !dirs.contains(dir))
                .forEach(dirs::add);
        dirs.sort(LATEST_LAST);
        return dirs;
    }
}
