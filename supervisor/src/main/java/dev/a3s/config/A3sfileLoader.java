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
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.HclReader;
import dev.a3s.hcl.Source;
import dev.a3s.hcl.Span;

/**
 * Reads an {@code A3sfile.hcl}, and the {@code .env} beside it. Changes nothing, opens no connection, and answers within
 * bounded time whatever the file holds. Thread-safe, for it keeps nothing.
 */
public final class A3sfileLoader {

    /** Its variables are beneath the environment that expressions see. */
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
     * The project that a file describes.
     *
     * @throws InvalidA3sfile with all that is wrong with it, also if it cannot be read
     */
    public static Loaded load(Path file, Scope scope) {
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
        var dir = path.getParent();
        var source = new Source(text.text());
        var errors = new Faults();
        var warnings = new Faults();
        text.invalid()
                .ifPresent(offset -> errors.report(new Span(offset, offset + 1),
                        "the file is not UTF-8 here", "save the file as UTF-8"));
        var body = HclReader.read(source, errors);
        var reading = new Reading(dir, errors, warnings);
        List<Problem> problems = new ArrayList<>();
        var environment = environment(dir, scope, problems);
        var loaded = new ProjectReader(reading, scope, environment).read(path, body);
        var locator = new FaultLocator(name, source);
        problems.addAll(locator.problems(errors, Severity.ERROR));
        boolean failed = !errors.isEmpty() || loaded.isEmpty();
        problems.addAll(locator.problems(warnings, Severity.WARNING));
        problems.sort(Problem.byPlace(name));
        if (failed) {
            throw new InvalidA3sfile(problems);
        }
        return new Loaded(loaded.get(), problems);
    }

    private static InvalidA3sfile unreadable(String name, Path path, String message) {
        return new InvalidA3sfile(List.of(new Problem(Severity.ERROR, new Place(name, 1, 1, 1, ""),
                message + ": " + path, Optional.empty(), List.of())));
    }

    /** What {@code env.NAME} sees: the scope's environment over {@code .env}. */
    private static Map<String, String> environment(Path dir, Scope scope, List<Problem> problems) {
        Map<String, String> environment = new LinkedHashMap<>();
        var file = dir.resolve(ENV_FILE_NAME);
        if (Files.isRegularFile(file)) {
            var read = EnvFile.read(file);
            environment.putAll(read.variables());
            problems.addAll(read.problems());
        }
        environment.putAll(scope.environment());
        return environment;
    }
}
