package dev.a3s.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.json.Json;
import dev.a3s.session.naming.SessionId;

/**
 * The directory of one session beneath {@code $A3S_HOME/sessions}, named like the session. The directory outlives the
 * session: the next session of the A3sfile gets the same name, its services get the ports that were chosen for them before,
 * and their logs can be read after {@code a3s down}.
 *
 * @param name of the session
 * @param dir  absolute
 * @param file the A3sfile that the name belongs to
 */
record SessionHome(String name, Path dir, Path file) {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHome.class);
    private static final String BINDING = "session.json";

    private record Binding(Path file, Map<String, Integer> ports) {}

    /** The home of the latest session of {@code file}. */
    static Optional<SessionHome> latest(Path root, Path file) {
        return of(root, file).max(Comparator.comparing(SessionHome::claimed));
    }

    private static Stream<SessionHome> of(Path root, Path file) {
        return all(root).stream().filter(home -> home.file().equals(file));
    }

    /**
     * The home for a new session of {@code file}: one that an earlier session of it had, or a new one named {@code project}, {@code project-2} and
     * so on, whichever is free. A name whose A3sfile is gone is free.
     */
    static SessionHome claim(Path root, Path file, String project) {
        var known = of(root, file).filter(home -> isNamedAfter(home.name(), project)).findFirst();
        if (known.isPresent()) {
            known.get().write(known.get().ports());
            return known.get();
        }
        for (int i = 1;; i++) {
            var name = i == 1 ? project : project + "-" + i;
            var dir = root.resolve(name);
            var holder = at(dir);
            boolean free = holder.isEmpty()
                    || (!Files.exists(holder.get().file()) && !Files.exists(dir.resolve("state.json")));
            if (!free) {
                continue;
            }
            var home = new SessionHome(name, dir, file);
            home.write(Map.of());
            return home;
        }
    }

    private static boolean isNamedAfter(String name, String project) {
        return name.equals(project)
                || (name.startsWith(project + "-") && name.substring(project.length() + 1).matches("[0-9]+"));
    }

    /** The homes of all sessions, running or over. */
    static List<SessionHome> all(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var dirs = Files.list(root)) {
            return dirs.sorted().map(SessionHome::at).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }

    /** Every directory in {@code root}, also one whose A3sfile is not known. */
    static List<Path> directories(Path root) {
        try (var dirs = Files.list(root)) {
            return dirs.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }

    /** The home in {@code dir}, whose A3sfile is not known. */
    static SessionHome nobodys(Path dir) {
        return new SessionHome(dir.getFileName().toString(), dir, dir.resolve(A3sfile.FILE_NAME));
    }

    /** The home in {@code dir}, whose binding was damaged; {@code file} is from its session's state. */
    static SessionHome restore(Path dir, Path file) {
        LOG.error("{} is damaged; written anew from state.json", dir.resolve(BINDING));
        return new SessionHome(dir.getFileName().toString(), dir, file);
    }

    /** The home in {@code dir}; empty if its binding to an A3sfile is missing or cannot be read. */
    static Optional<SessionHome> at(Path dir) {
        return binding(dir).map(bound -> new SessionHome(dir.getFileName().toString(), dir, bound.file()));
    }

    private static Optional<Binding> binding(Path dir) {
        try {
            return Optional.of(Json.read(Files.readString(dir.resolve(BINDING)), Binding.class))
                    .filter(bound -> bound.file() != null && bound.ports() != null);
        } catch (IOException | Json.Malformed e) {
            return Optional.empty();
        }
    }

    /** The ports that were chosen for services whose A3sfile says none, by service; a copy. */
    Map<String, Integer> ports() {
        return new HashMap<>(binding(dir).map(Binding::ports).orElse(Map.of()));
    }

    /** Keeps {@code ports} for the next session. */
    void write(Map<String, Integer> ports) {
        try {
            Files.createDirectories(dir,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var draft = dir.resolve(BINDING + ".tmp");
            Files.writeString(draft, Json.line(new Binding(file, ports), Binding.class));
            Files.move(draft, dir.resolve(BINDING), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + dir, e);
        }
    }

    /** The session's id; throws if the directory's name cannot be one. */
    SessionId id() {
        return new SessionId(name);
    }

    /** When the binding was last written: a session got this home, or a port was chosen for one of its services. */
    private FileTime claimed() {
        try {
            return Files.getLastModifiedTime(dir.resolve(BINDING));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** Where {@code service} keeps its log. */
    Path logDir(String service) {
        return dir.resolve("services").resolve(service).resolve("log");
    }

    /** Where {@code service} keeps its launches. */
    Path runsDir(String service) {
        return dir.resolve("services").resolve(service).resolve("runs");
    }

    /** Where {@code service} keeps the launches of commands around it, such as {@code pre_start}. */
    Path stepsDir(String service) {
        return dir.resolve("services").resolve(service).resolve("steps");
    }

    /** The services that have a directory here, present or past. */
    List<String> services() {
        try (var dirs = Files.list(dir.resolve("services"))) {
            return new ArrayList<>(dirs.map(path -> path.getFileName().toString()).sorted().toList());
        } catch (IOException e) {
            return List.of();
        }
    }
}
