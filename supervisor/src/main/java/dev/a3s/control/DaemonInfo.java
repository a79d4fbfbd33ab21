package dev.a3s.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import dev.a3s.json.Json;

/**
 * Who the daemon is: {@code daemon.json}, written once it answers.
 *
 * @param pid   of its JVM
 * @param build when its code was built, in milliseconds since 1970
 * @param since when it started
 */
public record DaemonInfo(long pid, long build, Instant since) {

    /** This program's version. */
    public static final String VERSION = "0.1.0";

    /** This JVM, as a daemon. */
    public static DaemonInfo ofThisProcess() {
        return new DaemonInfo(ProcessHandle.current().pid(), thisBuild(), Instant.now());
    }

    /** The daemon of {@code home} as it introduced itself, which does not say that it still lives. */
    public static Optional<DaemonInfo> read(RuntimeDir home) {
        try {
            return Optional.of(Json.read(Files.readString(file(home)), DaemonInfo.class));
        } catch (IOException | Json.Malformed e) {
            return Optional.empty();
        }
    }

    /** Introduces this daemon. */
    public void write(RuntimeDir home) throws IOException {
        Path draft = home.path().resolve("daemon.json.tmp");
        Files.writeString(draft, Json.line(this, DaemonInfo.class));
        Files.move(draft, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file(RuntimeDir home) {
        return home.path().resolve("daemon.json");
    }

    /** When the code of this JVM was built: the newest of the files beside its own jar. */
    public static long thisBuild() {
        try {
            Path code = Path.of(DaemonInfo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(code))
                return Files.getLastModifiedTime(code).toMillis();
            try (Stream<Path> jars = Files.list(code.getParent())) {
                return jars.filter(jar -> jar.getFileName().toString().startsWith("a3s-"))
                        .mapToLong(jar -> jar.toFile().lastModified())
                        .max()
                        .orElse(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
