package dev.a3s.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Severity;
import dev.a3s.hcl.Body;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.HclReader;
import dev.a3s.hcl.Source;
import dev.a3s.hcl.Span;

/**
 * Reads an {@code A3sfile.hcl} and the {@code .env} beside it. Loading changes nothing, opens no connection and takes bounded
 * time, whatever the file holds. The loader has no state and is thread-safe.
 */
public final class A3sfileLoader {

    /** The file of variables that expressions see where the environment has none of that name. */
    public static final String ENV_FILE_NAME = ".env";

    private A3sfileLoader() {}

    /**
     * A file without errors.
     *
     * @param warnings ordered by place
     */
    public record Loaded(A3sfile file, List<Problem> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /** The nearest {@value A3sfile#FILE_NAME} in {@code start} or a directory above it. */
    public static Optional<Path> find(Path start) {
        for (var dir = start.toAbsolutePath().normalize(); dir != null; dir = dir.getParent()) {
            var file = dir.resolve(A3sfile.FILE_NAME);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * A file that was read and parsed once and can be resolved for any number of scopes: it means what it said when it was
     * parsed, whatever has become of it on disk. For one thread at a time.
     */
    public static final class Parsed {
        private final Path path;
        private final String name;
        private final Source source;
        private final Body body;
        private final Faults syntaxFaults;
        private final Optional<EnvFile> variables;

        private Parsed(Path path, String name, Source source, Body body, Faults syntaxFaults,
                Optional<EnvFile> variables) {
            this.path = path;
            this.name = name;
            this.source = source;
            this.body = body;
            this.syntaxFaults = syntaxFaults;
            this.variables = variables;
        }

        /**
         * The project that the file describes in this scope.
         *
         * @throws InvalidA3sfile with all that is wrong with the file, its syntax included
         */
        public Loaded resolve(Scope scope) {
            var errors = new Faults(syntaxFaults);
            var warnings = new Faults();
            var reading = new Reading(path.getParent(), errors, warnings);
            var project = project(reading, scope);
            List<Problem> problems = new ArrayList<>(variables.map(EnvFile::problems).orElse(List.of()));
            var locator = new FaultLocator(name, source);
            problems.addAll(locator.problems(errors, Severity.ERROR));
            problems.addAll(locator.problems(warnings, Severity.WARNING));
            problems.sort(Problem.byPlace(name));
            if (!errors.isEmpty() || project.isEmpty()) {
                throw new InvalidA3sfile(problems);
            }
            return new Loaded(project.get(), problems);
        }

        private Optional<A3sfile> project(Reading reading, Scope scope) {
            try {
                return reading.errors().isFull() ? Optional.empty()
                        : new ProjectReader(reading, scope, environment(scope)).read(path, body);
            } catch (Faults.Full full) {
                return Optional.empty();
            }
        }

        /** What {@code env.NAME} sees: the scope's environment over {@value A3sfileLoader#ENV_FILE_NAME}. */
        private Map<String, String> environment(Scope scope) {
            Map<String, String> environment = new LinkedHashMap<>();
            variables.ifPresent(file -> environment.putAll(file.variables()));
            environment.putAll(scope.environment());
            return environment;
        }
    }

    /**
     * Reads a file and the {@value #ENV_FILE_NAME} beside it. Faults of its syntax are kept for {@link Parsed#resolve}.
     *
     * @throws InvalidA3sfile if the file cannot be read
     */
    public static Parsed parse(Path file) {
        var path = file.toAbsolutePath().normalize();
        var name = path.getFileName() == null ? path.toString() : path.getFileName().toString();
        TextFile text;
        try {
            text = TextFile.read(path);
        } catch (TextFile.Unreadable unreadable) {
            throw unreadable(name, path, unreadable.getMessage());
        } catch (IOException failure) {
            throw unreadable(name, path, "the file cannot be read: " + failure.getMessage());
        }
        var source = new Source(text.text());
        var faults = new Faults();
        text.invalid()
                .ifPresent(offset -> faults.report(new Span(offset, offset + 1),
                        "the file is not UTF-8 here", "save the file as UTF-8"));
        var body = HclReader.read(source, faults);
        var variables = path.getParent().resolve(ENV_FILE_NAME);
        return new Parsed(path, name, source, body, faults,
                Files.isRegularFile(variables) ? Optional.of(EnvFile.read(variables)) : Optional.empty());
    }

    /**
     * The project that a file describes: parsed and resolved.
     *
     * @throws InvalidA3sfile with all that is wrong with it, also if it cannot be read
     */
    public static Loaded load(Path file, Scope scope) {
        return parse(file).resolve(scope);
    }

    private static InvalidA3sfile unreadable(String name, Path path, String message) {
        return new InvalidA3sfile(List.of(new Problem(Severity.ERROR, new Place(name, 1, 1, 1, ""),
                message + ": " + path, Optional.empty(), List.of())));
    }
}
