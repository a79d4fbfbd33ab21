package dev.a3s.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import dev.a3s.json.Json;

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

    /** Not a constant: the commands that only read do without it, and a cold JVM takes a millisecond for it. */
    private static Set<PosixFilePermission> ownersAlone() {
        return PosixFilePermissions.fromString("rwx------");
    }

    /**
     * Creates what is missing.
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
     * Does nothing where the directory does not exist, or where the system knows no name for this user.
     *
     * @throws Unusable if it belongs to another user
     */
    public void requireOwn() {
        if (!Files.isDirectory(path)) {
            return;
        }
        var user = System.getProperty("user.name");
        try {
            var owner = Files.getOwner(path).getName();
            if (!owner.equals(user) && !user.equals("?")) {
                throw foreign(path, owner);
            }
        } catch (IOException e) {
            throw new Unusable("cannot look at " + path + " (" + reason(e) + "); set A3S_HOME to another directory", e);
        }
    }

    /** By a file of our own, since a user need not have a name. */
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

    /** The file system's exceptions have the path for a message, and some have no reason. */
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

    /** Held as long as a daemon lives. */
    public Path lock() {
        return path.resolve("daemon.lock");
    }

    /** Held while a client starts one. */
    public Path startLock() {
        return path.resolve("start.lock");
    }

    /** The user's own defaults, if there are any. */
    public Path settings() {
        return path.resolve("config.hcl");
    }

    /** What the daemon logs. */
    public Path daemonLog() {
        return path.resolve("daemon.log");
    }

    /** What the daemon's JVM says before, or instead of, logging. */
    public Path daemonOutput() {
        return path.resolve("daemon.out");
    }

    /** What {@code a3s status} would be told, a file for each session, while it is true. */
    public Path status() {
        return path.resolve("status");
    }

    /** A directory for each session. */
    public Path sessions() {
        return path.resolve("sessions");
    }

    private record Binding(Path file) {}

    /** Directories of sessions that are over and whose A3sfile is gone: logs that nobody will ask for. */
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
            return false; // it may belong to a session all the same
        }
    }

    /** Files that were damaged and set aside when they were found to be. */
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

    /** Whether some session was left running, as far as the state on disk says. */
    public boolean hasLiveSessions() {
        if (!Files.isDirectory(sessions())) {
            return false;
        }
        try (var dirs = Files.list(sessions())) {
            return dirs.anyMatch(dir -> Files.exists(dir.resolve("state.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + sessions(), e);
        }
    }
}
