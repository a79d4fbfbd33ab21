package dev.a3s.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one run, from which any later daemon can take it over.
 *
 * <pre>
 * identity   who it is: written by the daemon before the start, continued by the shim and the command
 * alive      FIFO held open by the shim; one line, the exit code, when the command is over; end of file when the shim is
 * release    FIFO that the shim waits on after its command
 * stdin      FIFO, the command's standard input
 * terminal   FIFO, what is typed on its pseudo-terminal if it has one
 * exit       the exit code and a line end, once the command is over
 * swept      empty, once nothing of the run lives
 * shim.log   what the shim had to complain about; empty
 * </pre>
 */
record RunDir(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(RunDir.class);

    static RunDir create(Path path) {
        try {
            var ownersAlone = PosixFilePermissions
                    .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(path.getParent(), ownersAlone);
            Files.createDirectory(path, ownersAlone);
            return new RunDir(path);
        } catch (FileAlreadyExistsException e) {
            throw new LaunchFailed("the run directory " + path + " is in use by an earlier run", e);
        } catch (IOException e) {
            throw new LaunchFailed("cannot create the run directory " + path + ": " + e.getMessage(), e);
        }
    }

    /** Makes the directory again if it was removed while the run goes on: its shim notes the exit there. */
    void restore() {
        try {
            Files.createDirectories(path,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            LOG.warn("{} cannot be made again, so that its run's exit code will be unknown: {}", path, e.toString());
        }
    }

    Path identity() {
        return path.resolve("identity");
    }

    Path alive() {
        return path.resolve("alive");
    }

    Path release() {
        return path.resolve("release");
    }

    Path stdin() {
        return path.resolve("stdin");
    }

    /** Where a pseudo-terminal takes what is typed; only a run that has one has it. */
    Path terminal() {
        return path.resolve("terminal");
    }

    /** The script that the shim runs. */
    Path script() {
        return path.resolve("shim.sh");
    }

    Path shimLog() {
        return path.resolve("shim.log");
    }

    /** How the command ended, as far as somebody wrote it down completely. */
    Optional<Exit> exit() {
        return read("exit").flatMap(RunDir::exit);
    }

    /** The exit that a line of the shim's says; empty for half a line. */
    static Optional<Exit> exit(String line) {
        return line.matches("\\d{1,3}\n") ? Optional.of(Exit.ofShellStatus(Integer.parseInt(line.strip())))
                : Optional.empty();
    }

    /** Writes the exit of a command that was ended while its shim could not see it. */
    void writeExit(int shellStatus) {
        write("exit", shellStatus + "\n");
    }

    boolean swept() {
        return Files.exists(path.resolve("swept"));
    }

    void markSwept() {
        write("swept", "");
    }

    Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name), StandardCharsets.ISO_8859_1)); // any bytes will do
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the directory with all that is in it. What cannot be deleted stays, and the daemon's log says so. */
    void delete() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot delete {}", path, e);
        }
    }

    /** A full disk loses a note, never a stop. */
    private void write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.warn("cannot write {}: {}", path.resolve(name), e.toString());
        }
    }
}
