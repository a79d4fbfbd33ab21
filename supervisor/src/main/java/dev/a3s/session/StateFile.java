package dev.a3s.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.json.Json;

/** {@code state.json} in a session's directory: replaced atomically with each change, deleted when the session ends. */
final class StateFile {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private record Version(int version) {}

    private StateFile() {}

    /** Replaces the file in {@code dir} atomically, with mode 0600. */
    static void write(SessionState state, Path dir) {
        var file = dir.resolve("state.json");
        var draft = dir.resolve("state.json.tmp");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, Json.line(state, SessionState.class));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the session's state in " + file, e);
        }
    }

    /** The state in {@code dir}; empty if there is none, or a damaged one, which is set aside and logged. */
    static Optional<SessionState> read(Path dir) {
        var file = dir.resolve("state.json");
        try {
            return Optional.of(parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (Json.Malformed e) {
            setAside(dir, e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static SessionState parse(String json) {
        return Json.read(json, Version.class).version() < SessionState.VERSION
                ? Json.read(json, EarlierState.class).upgraded()
                : Json.read(json, SessionState.class);
    }

    /** Deletes the file: the session has ended. */
    static void delete(Path dir) throws IOException {
        Files.deleteIfExists(dir.resolve("state.json"));
    }

    /** Renames a damaged file to a name with the time in it, and logs that. */
    static void setAside(Path dir, String damage) {
        var file = dir.resolve("state.json");
        var aside = dir.resolve("state.json.damaged-" + Instant.now().getEpochSecond());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("{} is damaged ({}); set aside as {}", file, damage, aside);
        } catch (IOException e) {
            throw new UncheckedIOException("the damaged " + file + " cannot be set aside", e);
        }
    }
}
