package dev.a3s.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Severity;

/**
 * A file of environment variables, as the common dotenv tools read it: {@code NAME=value}, an optional {@code export},
 * comments, single quotes for text as it stands, double quotes with escapes, and both over several lines. Unquoted and
 * double-quoted values may hold {@code $NAME}, <code>${NAME}</code> and <code>${NAME:-default}</code> of variables set
 * earlier in the file; a {@code $} that names none stays as it is.
 *
 * @param variables in file order; of one set twice the last counts
 * @param problems  warnings, each of a line that was left out
 */
public record EnvFile(Map<String, String> variables, List<Problem> problems) {

    public EnvFile {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        problems = List.copyOf(problems);
    }

    /** Reads a file; one that cannot be read is empty and has a problem that gives the reason. */
    public static EnvFile read(Path file) {
        var name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse(file.toString());
        try {
            var parser = new EnvParser(name, TextFile.read(file).text());
            parser.parse();
            return new EnvFile(parser.variables(), parser.problems());
        } catch (IOException unreadable) {
            var place = new Place(name, 1, 1, 1, "");
            return new EnvFile(Map.of(), List.of(new Problem(Severity.WARNING, place,
                    unreadable.getMessage() + ": " + file, Optional.empty(), List.of())));
        }
    }
}
