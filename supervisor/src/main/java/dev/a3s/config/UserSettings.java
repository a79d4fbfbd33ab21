package dev.a3s.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Severity;
import dev.a3s.hcl.Budget;
import dev.a3s.hcl.Evaluator;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.HclReader;
import dev.a3s.hcl.Source;
import dev.a3s.hcl.Span;

/**
 * The user's own defaults, for every project whose file, flags and environment set nothing else: {@code config.hcl} in a3s's
 * home, which {@code a3s config} writes and people may edit.
 *
 * @param port   the proxy's, {@value #LEAST_PORT} to 65535
 * @param host   what the proxy binds
 * @param reload whether services restart when their watched files change
 */
public record UserSettings(Optional<Integer> port, Optional<String> host, Optional<Boolean> reload) {
    /** No setting has a value. */
    public static final UserSettings NONE = new UserSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /** The first port that takes no privileges. */
    public static final int LEAST_PORT = PortRange.FIRST_UNPRIVILEGED;

    private static final String HEAD = """
            # Used where neither a flag, the environment nor the A3sfile says otherwise.
            # a3s config shows what holds, and writes this file anew when it changes something.
            """;

    /**
     * What {@code file} says; nothing if it is not there.
     *
     * @throws InvalidA3sfile with all that is wrong with it, also if it cannot be read
     */
    public static UserSettings read(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        var name = file.toString();
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new InvalidA3sfile(List.of(new Problem(Severity.ERROR, new Place(name, 1, 1, 1, ""),
                    "the file cannot be read: " + e, Optional.empty(), List.of())));
        }
        var source = new Source(text);
        var errors = new Faults();
        var body = HclReader.read(source, errors);
        var dir = file.toAbsolutePath().getParent();
        var reading = new Reading(dir, errors, new Faults());
        var references = new ReferenceCheck(Set.of(), Set.of(), errors);
        var names = new ProjectContext(Map.of(), Map.of(), new ValidationScope(Map.of()), reading,
                new DevReader(Optional.empty(), dir, Listen.AS_IN_FILE), references);
        reading.names(references, new Evaluator(names, errors, new Budget()));
        var section = Section.of(reading, Schema.USER, "", "", new Span(0, 0), body);
        var settings = new UserSettings(
                section.read("port", Types.port(PortRange.UNPRIVILEGED, "write " + DevSpec.DEFAULT_PROXY_PORT)),
                section.read("host", DevReader::host), section.read("reload", Types.FLAG));
        if (!errors.isEmpty()) {
            throw new InvalidA3sfile(new FaultLocator(name, source).problems(errors, Severity.ERROR));
        }
        return settings;
    }

    /** Replaces {@code file} atomically; its directory must exist. */
    public void write(Path file) throws IOException {
        var text = new StringBuilder(HEAD);
        port.ifPresent(value -> text.append("port   = ").append(value).append('\n'));
        host.ifPresent(value -> text.append("host   = \"").append(value).append("\"\n"));
        reload.ifPresent(value -> text.append("reload = ").append(value).append('\n'));
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "config", ".tmp"); // readable by its owner only
        try {
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
