package dev.a3s.cli.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.protocol.SessionRow;

/**
 * The options that choose the A3sfile that a command is about: the one that {@code --file} names, that of the running
 * session that {@code --session} names, or the nearest one from the current directory upwards.
 */
public final class ProjectOptions {
    /** A command that makes the smallest A3sfile there is. */
    public static final String FIRST_FILE = "echo 'service \"web\" { cmd = \"npm run dev\" }' > A3sfile.hcl";

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

    /** Whether one of the options is given, so that the A3sfile is the same in any directory. */
    public boolean isNamed() {
        return session.isPresent() || named.isPresent();
    }

    /**
     * The A3sfile, with links resolved.
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
                        + " or above it; name one with --file, or make one: " + FIRST_FILE + elsewhere()));
    }

    /** What to say of sessions that run, though none is of this directory. */
    private static String elsewhere() {
        var names = LiveSessions.all(DaemonClient.ofUser()).stream().map(SessionRow::session).toList();
        return names.isEmpty() ? ""
                : "\nelsewhere there is " + String.join(", ", names) + ": a3s ps shows more, --session "
                        + names.getFirst() + " means it from anywhere";
    }

    /**
     * The A3sfile and the services that {@code words} name, for a command whose first word may be a session's name.
     *
     * @throws Failure if there is no A3sfile, or the word is a session and a service of this project
     */
    public Target target(List<String> words) {
        if (isNamed() || words.isEmpty()) {
            return new Target(path(), words);
        }
        var meant = SessionOrService.session(words.getFirst(), this::nearest);
        return meant.isPresent() ? new Target(meant.get().file(), words.subList(1, words.size()))
                : new Target(path(), words);
    }

    private static Path ofSession(String name) {
        var sessions = LiveSessions.all(DaemonClient.ofUser());
        var names = sessions.stream().map(SessionRow::session).toList();
        return sessions.stream().filter(row -> row.session().equals(name)).findFirst().map(SessionRow::file)
                .orElseThrow(() -> new Failure(ExitCode.FAILED, "no session '" + name + "' is running"
                        + (names.isEmpty() ? "" : "; there are " + String.join(", ", names))));
    }

    private Optional<Path> nearest() {
        var found = named.map(Path::toAbsolutePath).or(() -> A3sfileLoader.find(Path.of("").toAbsolutePath()));
        return found.map(ProjectOptions::real);
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
