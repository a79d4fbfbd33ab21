package dev.a3s.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * {@code $A3S_HOME} (default {@code ~/.a3s}): what a3s keeps for one user. Every directory in it has mode 0700, which is
 * what guards the control socket.
 *
 * @param path absolute
 */
public record RuntimeDir(Path path) {
    /** A Unix socket's address holds about 104 bytes on macOS and 108 on Linux, the final NUL included. */
    private static final int LONGEST_SOCKET_PATH = 100;
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /** The directory cannot be used; the message says why and what to do. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** As {@code environment} says: {@code A3S_HOME}, or {@code .a3s} in the user's home. Nothing is created. */
    public static RuntimeDir of(Map<String, String> environment) {
        String home = environment.getOrDefault("A3S_HOME", "");
        Path path = home.isBlank() ? Path.of(System.getProperty("user.home"), ".a3s") : Path.of(home);
        return new RuntimeDir(path.toAbsolutePath().normalize());
    }

    /**
     * Creates what is missing.
     *
     * @throws Unusable if it belongs to another user (as under {@code sudo}) or cannot be written
     */
    public RuntimeDir create() {
        try {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PRIVATE));
            checkOwner(path);
            Files.setPosixFilePermissions(path, PRIVATE);
            Files.createDirectories(sessions(), PosixFilePermissions.asFileAttribute(PRIVATE));
            Path socketDir = socket().getParent();
            Files.createDirectories(socketDir, PosixFilePermissions.asFileAttribute(PRIVATE));
            checkOwner(socketDir);
            return this;
        } catch (IOException e) {
            throw new Unusable("cannot write to " + path + " (" + e.getMessage()
                    + "); make it writable or set A3S_HOME to another directory", e);
        }
    }

    private static void checkOwner(Path dir) throws IOException {
        String owner = Files.getOwner(dir).getName();
        String user = System.getProperty("user.name");
        Path probe = Files.createTempFile(dir, "owner", "");
        try {
            String self = Files.getOwner(probe).getName();
            if (!owner.equals(self))
                throw new Unusable(dir + " belongs to " + owner + ", not to " + user
                        + "; run a3s as " + owner + " (without sudo) or set A3S_HOME", null);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** The control socket; elsewhere, but fixed, if its path would be too long for a socket's address. */
    public Path socket() {
        Path plain = path.resolve("daemon.sock");
        if (plain.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH)
            return plain;
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

    /** What the daemon logs. */
    public Path daemonLog() {
        return path.resolve("daemon.log");
    }

    /** What the daemon's JVM says before, or instead of, logging. */
    public Path daemonOutput() {
        return path.resolve("daemon.out");
    }

    /** A directory for each session. */
    public Path sessions() {
        return path.resolve("sessions");
    }

    /** Whether some session was left running, as far as the state on disk says. */
    public boolean hasLiveSessions() {
        if (!Files.isDirectory(sessions()))
            return false;
        try (Stream<Path> dirs = Files.list(sessions())) {
            return dirs.anyMatch(dir -> Files.exists(dir.resolve("state.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + sessions(), e);
        }
    }
}
