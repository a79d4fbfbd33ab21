package dev.a3s.process;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes over a run that an earlier daemon started: finds out from its run directory and from the kernel what became of it
 * while no daemon looked.
 */
public final class RunTakeover {
    private static final int START_ROUNDS = 50;
    private static final long ROUND_NANOS = 20_000_000;

    private RunTakeover() {}

    /** Blocks for a moment, and up to a second where the daemon's death interrupted the start. */
    public static TakenOver of(Path runDir) {
        var dir = new RunDir(runDir);
        var table = Kernel.processes();
        if (dir.swept()) {
            return new TakenOver.Gone(dir.exit());
        }
        var written = identity(dir, table).filter(known -> known.boot().equals(table.bootId()));
        var identity = written.filter(known -> known.shim().find(table).isPresent())
                .or(() -> Refound.of(dir, table))
                .or(() -> written);
        return identity.map(known -> of(dir, known, table)).orElseGet(() -> new TakenOver.Gone(dir.exit()));
    }

    private static TakenOver of(RunDir dir, Identity identity, ProcessTable table) {
        var shim = identity.shim().find(table);
        // A daemon that died in the middle of a stop left the shim frozen, and its group with it.
        if (shim.isPresent() && shim.get().state() == 'T') {
            Posix.kill(-shim.get().pid(), Signal.CONT);
        }
        boolean commandLives = dir.exit().isEmpty() && identity.command().find(table).isPresent();
        if (!commandLives && shim.isEmpty() && new ProcessTree(table, identity).members().isEmpty()) {
            return new TakenOver.Gone(dir.exit());
        }
        dir.restore();
        var process = ServiceProcess.takenOver(dir, identity);
        return commandLives ? new TakenOver.Running(process) : new TakenOver.Ended(process, process.exit().join());
    }

    /** Waits a moment for a start that the daemon's death interrupted: the shim goes on with it alone. */
    private static Optional<Identity> identity(RunDir dir, ProcessTable table) {
        for (int round = 0;; round++) {
            var identity = Identity.read(dir);
            var cookie = Identity.cookie(dir);
            if (identity.isPresent() || cookie.isEmpty() || round == START_ROUNDS
                    || table.carrying(Identity.COOKIE + "=" + cookie.get(), table.snapshot()).isEmpty()) {
                return identity;
            }
            LockSupport.parkNanos(ROUND_NANOS);
        }
    }
}
