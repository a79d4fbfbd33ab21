package dev.a3s.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import dev.a3s.json.Json;
import dev.a3s.process.Shims;

/**
 * {@code $A3S_HOME} (default {@code ~/.a3s}): what a3s keeps for one user. Every directory in it has mode 0700, which is
 * what guards the control socket.
 *
 * @param path absolute
 */
public record RuntimeDir(Path path) {
    /** A Unix socket's address holds about 104 bytes on macOS and 108 on Linux, the final NUL included. */
    private static final int LONGEST_SOCKET_PATH = 100;

    /** The directory cannot be used; the message says why and what to do. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** As {@code environment} says: {@code A3S_HOME}, or {@code .a3s} in the user's home. Nothing is created. */
    public static RuntimeDir of(Map<String, String> environment) {
        var home = environment.getOrDefault("A3S_HOME", "");
        var path = home.isBlank() ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".a3s")
                : Path.of(home);
        return new RuntimeDir(path.toAbsolutePath().normalize());
    }

    /** Mode 0700. Not a constant: it takes a cold JVM a millisecond, which commands that only read save. */
    private static Set<PosixFilePermission> ownersAlone() {
        return PosixFilePermissions.fromString("rwx------");
    }

    /**
     * Creates the directory if it is missing.
     *
     * @throws Unusable if it belongs to another user (as under {@code sudo}) or cannot be written
     */
    public RuntimeDir create() {
        requireOwn();
        try {
            var permissions = ownersAlone();
            var mode = PosixFilePermissions.asFileAttribute(permissions);
            Files.createDirectories(path, mode);
            checkOwner(path);
            Files.setPosixFilePermissions(path, permissions);
            Files.createDirectories(sessions(), mode);
            var socketDir = socket().getParent();
            Files.createDirectories(socketDir, mode);
            checkOwner(socketDir);
            return this;
        } catch (IOException e) {
            throw new Unusable("cannot write to " + path + " (" + reason(e)
                    + "); make it writable or set A3S_HOME to another directory", e);
        }
    }

    /**
     * Checks that the directory, and the one of the socket, are this user's alone, so that nothing is read from and sent to
     * anybody else. Does nothing if they do not exist.
     *
     * @throws Unusable if one belongs to another user, or can be written by others and is not empty
     */
    public void requireOwn() {
        var socket = socket();
        try {
            if (Files.isDirectory(path)) {
                requireOwn(path);
            }
            var dir = socket.getParent();
            if (!dir.equals(path) && Files.exists(dir, LinkOption.NOFOLLOW_LINKS)) {
                requireOwn(dir, LinkOption.NOFOLLOW_LINKS);
            }
            if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
                var other = Ownership.foreignOwner(socket, LinkOption.NOFOLLOW_LINKS);
                if (other.isPresent()) {
                    throw foreign(socket, other.get());
                }
            }
        } catch (IOException e) {
            throw new Unusable("cannot look at " + path + " (" + reason(e) + "); set A3S_HOME to another directory", e);
        }
    }

    /** An empty directory that others can write holds nothing of theirs; {@link #create} takes it over. */
    private static void requireOwn(Path dir, LinkOption... options) throws IOException {
        var other = Ownership.foreignOwner(dir, options);
        if (other.isPresent()) {
            throw foreign(dir, other.get());
        }
        var mode = Ownership.writableByOthers(dir, options);
        if (mode.isPresent() && !isEmpty(dir)) {
            throw new Unusable(dir + " can be written by other users (mode " + mode.get()
                    + "), who could answer in place of the daemon; look for what is not yours there, then: chmod 700 "
                    + dir, null);
        }
    }

    private static boolean isEmpty(Path dir) throws IOException {
        try (var files = Files.list(dir)) {
            return files.findAny().isEmpty();
        }
    }

    /** Compares the owner with that of a file created here, since a user need not have a name. */
    private static void checkOwner(Path dir) throws IOException {
        var owner = Files.getOwner(dir).getName();
        var probe = Files.createTempFile(dir, "owner", "");
        try {
            if (!owner.equals(Files.getOwner(probe).getName())) {
                throw foreign(dir, owner);
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Unusable foreign(Path dir, String owner) {
        return new Unusable(dir + " belongs to " + owner + ", not to " + System.getProperty("user.name")
                + "; run a3s as " + owner + " (without sudo) or set A3S_HOME", null);
    }

    /** What went wrong, without the path that a file system's exception begins its message with. */
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is a file";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> e.getMessage();
        };
    }

    /** The control socket; elsewhere, but fixed, if its path would be too long for a socket's address. */
    public Path socket() {
        var plain = path.resolve("daemon.sock");
        if (plain.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            return plain;
        }
        var checksum = new CRC32();
        checksum.update(path.toString().getBytes(StandardCharsets.UTF_8));
        return Path.of(System.getProperty("java.io.tmpdir"),
                "a3s-" + System.getProperty("user.name") + "-" + Long.toHexString(checksum.getValue()), "daemon.sock");
    }

    /** The lock that a daemon holds as long as it lives. */
    public Path lock() {
        return path.resolve("daemon.lock");
    }

    /** The lock that a client holds while it starts a daemon. */
    public Path startLock() {
        return path.resolve("start.lock");
    }

    /** The user's own defaults, if there are any. */
    public Path settings() {
        return path.resolve("config.hcl");
    }

    /** The daemon's log. */
    public Path daemonLog() {
        return path.resolve("daemon.log");
    }

    /** The output of the daemon's JVM, such as errors before the log is open. */
    public Path daemonOutput() {
        return path.resolve("daemon.out");
    }

    /** The directory of the {@linkplain StatusFile status files}. */
    public Path status() {
        return path.resolve("status");
    }

    /** The directory that has a directory for each session. */
    public Path sessions() {
        return path.resolve("sessions");
    }

    private record Binding(Path file) {}

    /** Directories of sessions that are over and whose A3sfile is gone: no command reads their logs any more. */
    public List<Path> abandoned() {
        if (!Files.isDirectory(sessions())) {
            return List.of();
        }
        try (var dirs = Files.list(sessions())) {
            return dirs.filter(dir -> !Files.exists(dir.resolve("state.json")) && isFileGone(dir)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + sessions(), e);
        }
    }

    private static boolean isFileGone(Path session) {
        try {
            var binding = Json.read(Files.readString(session.resolve("session.json")), Binding.class);
            return !Files.exists(binding.file());
        } catch (IOException | Json.Malformed e) {
            return false; // unreadable, and so maybe still some A3sfile's
        }
    }

    /** Files that were found damaged and set aside. */
    public List<Path> damaged() {
        if (!Files.isDirectory(sessions())) {
            return List.of();
        }
        try (var files = Files.walk(sessions(), 2)) {
            return files.filter(file -> file.getFileName().toString().contains(".damaged-")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + sessions(), e);
        }
    }

    /** Whether some session runs or was left running, going by the state files on disk, and by the processes where there is none. */
    public boolean hasLiveSessions() {
        return hasStates() || !Shims.below(sessions()).isEmpty();
    }

    private boolean hasStates() {
        if (!Files.isDirectory(sessions())) {
            return false;
        }
        try (var dirs = Files.list(sessions())) {
            return dirs.anyMatch(dir -> Files.exists(dir.resolve("state.json"), LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + sessions(), e);
        }
    }
}
