package dev.a3s.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Option;

import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.ValidationScope;
import dev.a3s.control.SessionRow;

/** Which A3sfile a command is about: the one named, a running session's, or the nearest one from here upwards. */
public final class ProjectFile {
    @Option(names = "--file", paramLabel = "FILE",
            description = "The A3sfile; default: the nearest A3sfile.hcl in this directory or one above it.")
    private Optional<Path> named = Optional.empty();

    @Option(names = "--session", paramLabel = "NAME",
            description = "That of this running session, wherever it was started.")
    private Optional<String> session = Optional.empty();

    /**
     * What a command is about.
     *
     * @param services empty: all
     */
    public record Target(Path file, List<String> services) {}

    /** Whether an option says which, wherever the command is called. */
    public boolean isNamed() {
        return session.isPresent() || named.isPresent();
    }

    /**
     * Which it is, with links resolved.
     *
     * @throws Failure if there is none
     */
    public Path path() {
        if (session.isPresent() && named.isPresent()) {
            throw new Failure(ExitCode.WRONG, "--session and --file both say which project; leave one out");
        }
        if (session.isPresent()) {
            return ofSession(session.get());
        }
        return nearest().orElseThrow(
                () -> new Failure(ExitCode.WRONG, "no A3sfile.hcl in " + Path.of("").toAbsolutePath()
                        + " or above it; write one (see docs/a3sfile.md) or name it with --file"));
    }

    /**
     * The same for a command whose words are services, where the first word may be a session's name.
     *
     * @throws Failure if there is none, or the word is a service of this project as well
     */
    public Target target(List<String> words) {
        if (isNamed() || words.isEmpty()) {
            return new Target(path(), words);
        }
        var word = words.getFirst();
        var meant = session(word);
        if (meant.isEmpty()) {
            return new Target(path(), words);
        }
        if (nearest().filter(file -> services(file).contains(word)).isPresent()) {
            throw new Failure(ExitCode.WRONG, ("'%1$s' is a session and a service of this project; write --session %1$s"
                    + " for the session, --file . %1$s for the service").formatted(word));
        }
        return new Target(meant.get().file(), words.subList(1, words.size()));
    }

    private static Optional<SessionRow> session(String name) {
        return LiveSessions.all(Daemon.ofUser()).stream().filter(row -> row.session().equals(name)).findFirst();
    }

    private static Path ofSession(String name) {
        var names = LiveSessions.all(Daemon.ofUser()).stream().map(SessionRow::session).toList();
        return session(name).map(SessionRow::file)
                .orElseThrow(() -> new Failure(ExitCode.FAILED, "no session '" + name + "' is running"
                        + (names.isEmpty() ? "" : "; there are " + String.join(", ", names))));
    }

    /** None of a file with errors, which will be told by whoever reads it next. */
    private static Set<String> services(Path file) {
        try {
            return A3sfileLoader.load(file, new ValidationScope(System.getenv())).file().runnable().keySet();
        } catch (InvalidA3sfile e) {
            return Set.of();
        }
    }

    private Optional<Path> nearest() {
        var found = named.map(Path::toAbsolutePath).or(() -> A3sfileLoader.find(Path.of("").toAbsolutePath()));
        return found.map(ProjectFile::real);
    }

    private static Path real(Path found) {
        var file = Files.isDirectory(found) ? found.resolve("A3sfile.hcl") : found;
        if (!Files.exists(file)) {
            throw new Failure(ExitCode.WRONG, file + " does not exist");
        }
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new Failure(ExitCode.WRONG, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
