package dev.a3s.protocol;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

import dev.a3s.json.Fields;
import dev.a3s.json.Json;
import dev.a3s.process.Kernel;

/**
 * A running daemon's identity: {@code daemon.json}, written once the daemon answers.
 *
 * @param pid   of its JVM
 * @param build when its code was built, in milliseconds since 1970
 * @param since when it started
 */
public record DaemonInfo(long pid, long build, Instant since) {

    private static final String MAIN = "dev.a3s.daemon.DaemonMain";
    private static final long BUILD = newestOfOurs();

    /** This program's version. */
    public static final String VERSION = "0.1.0";

    /** Describes this JVM as a daemon. */
    public static DaemonInfo ofThisProcess() {
        return new DaemonInfo(ProcessHandle.current().pid(), thisBuild(), Instant.now());
    }

    /** What the last daemon of {@code home} wrote; it may be dead by now. */
    public static Optional<DaemonInfo> read(RuntimeDir home) {
        try {
            return Fields.read(Files.readString(file(home)))
                    .map(info -> new DaemonInfo(info.number("pid"), info.number("build"),
                            info.time("since")));
        } catch (IOException | Json.Malformed e) {
            return Optional.empty();
        }
    }

    /** Whether {@code pid} is a daemon: that of {@code home}, this process, or one of another home. */
    public static boolean isDaemon(RuntimeDir home, long pid) {
        return read(home).filter(info -> info.pid() == pid).isPresent() || ProcessHandle.current().pid() == pid
                || Kernel.processes().find(pid).filter(process -> process.command().contains(MAIN)).isPresent();
    }

    /** Replaces {@code daemon.json} atomically. */
    public void write(RuntimeDir home) throws IOException {
        var draft = home.path().resolve("daemon.json.tmp");
        Files.writeString(draft, Json.line(this, DaemonInfo.class));
        Files.move(draft, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file(RuntimeDir home) {
        return home.path().resolve("daemon.json");
    }

    /** When the code of this JVM was built: the newest of a3s's own jars on the class path. */
    public static long thisBuild() {
        return BUILD;
    }

    private static long newestOfOurs() {
        var path = System.getProperty("java.class.path").split(File.pathSeparator, 2);
        var code = new File(path[0]).getAbsoluteFile();
        var jars = code.isDirectory() ? null : code.getParentFile().listFiles();
        long newest = code.lastModified();
        for (var jar : jars == null ? new File[0] : jars) {
            if (jar.getName().startsWith("a3s-")) {
                newest = Math.max(newest, jar.lastModified());
            }
        }
        return newest / 1000 * 1000; // packages keep whole seconds only
    }
}
