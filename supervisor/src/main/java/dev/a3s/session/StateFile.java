package dev.a3s.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.json.Json;

/** {@code state.json} in a session's directory: replaced atomically with each change, deleted when the session ends. */
final class StateFile {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private static final String NAME = "state.json";
    /** Bytes; a session of a thousand services has two million. */
    private static final long LARGEST = 32 << 20;

    private record Version(int version) {}

    private StateFile() {}

    /** Replaces the file in {@code dir} atomically, with mode 0600. */
    static void write(SessionState state, Path dir) {
        var file = dir.resolve(NAME);
        var draft = dir.resolve(NAME + ".tmp");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, Json.line(state, SessionState.class));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the session's state in " + file, e);
        }
    }

    /** What there is of a state. */
    sealed interface Found {
        /** The session was left by its daemon. */
        record Whole(SessionState state) implements Found {}

        /** There is none: the session is over. */
        record None() implements Found {}

        /** It cannot be read and was set aside; {@code trouble} says why and as what, for a user. */
        record Unusable(String trouble) implements Found {}
    }

    /** The state in {@code dir}. What is no file of a sensible size is not opened: a FIFO would never end. */
    static Found read(Path dir) {
        var file = dir.resolve(NAME);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Found.None();
        }
        try {
            if (!Files.isRegularFile(file)) {
                return new Found.Unusable(setAside(dir, "it is no file"));
            }
            if (Files.size(file) > LARGEST) {
                return new Found.Unusable(setAside(dir, "it has " + Files.size(file) + " bytes"));
            }
            return new Found.Whole(parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (AccessDeniedException e) {
            return new Found.Unusable(setAside(dir, "permission denied"));
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}", file, e);
            return new Found.Unusable(setAside(dir, "it is damaged"));
        }
    }

    private static SessionState parse(String json) {
        var state = Json.read(json, Version.class).version() < SessionState.VERSION
                ? Json.read(json, EarlierState.class).upgraded()
                : Json.read(json, SessionState.class);
        for (var part : Arrays.asList(state.file(), state.environment(), state.created(), state.listen(),
                state.external(), state.alone(), state.services())) {
            Objects.requireNonNull(part, "a part is missing");
        }
        return state;
    }

    /** Deletes the file: the session has ended. */
    static void delete(Path dir) throws IOException {
        Files.deleteIfExists(dir.resolve(NAME));
    }

    /** Renames a file that is of no use to a name with the time in it; returns what to say of it. Never throws. */
    static String setAside(Path dir, String damage) {
        var file = dir.resolve(NAME);
        var aside = dir.resolve(NAME + ".damaged-" + Instant.now().getEpochSecond());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("{} cannot be used ({}); set aside as {}", file, damage, aside);
            return file + " cannot be used: " + damage + "; set aside as " + aside.getFileName();
        } catch (IOException e) {
            LOG.error("{} cannot be used ({}), and cannot be set aside", file, damage, e);
            return file + " cannot be used: " + damage + ", and cannot be set aside";
        }
    }
}
