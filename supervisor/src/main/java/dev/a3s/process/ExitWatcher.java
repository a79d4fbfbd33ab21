package dev.a3s.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Learns a command's end the moment it happens. Blocks in the read of a FIFO, which would hold a virtual thread's carrier,
 * and therefore runs on a platform thread of its own.
 */
final class ExitWatcher {
    private static final long POLL_NANOS = 20_000_000;

    private final RunDir dir;
    private final Identity identity;
    private final CompletableFuture<Exit> exit;

    ExitWatcher(RunDir dir, Identity identity, CompletableFuture<Exit> exit) {
        this.dir = dir;
        this.identity = identity;
        this.exit = exit;
    }

    /** Returns when the exit is known. */
    void watch() {
        var note = awaitNote();
        while (!exit.isDone()) {
            // Without a note the shim is dead. Its command may live on for long; nobody can say how that will end.
            var known = dir.exit().or(() -> note);
            if (known.isPresent()) {
                exit.complete(known.get());
            } else if (identity.command().find(Kernel.processes()).isEmpty()) {
                exit.complete(dir.exit().orElse(new Exit.Unknown("the shell that waited for it was killed")));
            } else {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** The shim's note; empty when the shim is gone, or the note was read by an earlier daemon. */
    private Optional<Exit> awaitNote() {
        try (var alive = open()) {
            if (exit.isDone() || dir.exit().isPresent() || identity.command().find(Kernel.processes()).isEmpty()) {
                return soon(alive);
            }
            return RunDir.exit(line(alive));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** For a command that is over already: its note is there, or on the way, or was read before. */
    private Optional<Exit> soon(FileInputStream alive) throws IOException {
        for (int i = 0; i < 50 && dir.exit().isEmpty() && !exit.isDone(); i++) {
            if (alive.available() > 0) {
                return RunDir.exit(line(alive));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return Optional.empty();
    }

    /** Opening to read waits for a writer, and a killed shim is none; so this side is one for a moment. */
    private FileInputStream open() throws IOException {
        try (var _ = FileChannel.open(dir.alive(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new FileInputStream(dir.alive().toFile());
        }
    }

    private static String line(FileInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next; (next = in.read()) >= 0;) {
            line.append((char) next);
            if (next == '\n') {
                break;
            }
        }
        return line.toString();
    }
}
