package dev.a3s.process;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Finds out what became of a run while no daemon looked. */
final class Adopter {
    private static final int START_ROUNDS = 50;
    private static final long ROUND_NANOS = 20_000_000;

    private Adopter() {}

    static Adoption adopt(RunDir dir) {
        var table = ProcessTable.system();
        var identity = identity(dir, table);
        if (identity.isEmpty() || dir.swept() || !identity.get().boot().equals(table.bootId()))
            return new Adoption.Gone(dir.exit());
        return adopt(dir, identity.get(), table);
    }

    private static Adoption adopt(RunDir dir, Identity identity, ProcessTable table) {
        var shim = identity.shim().find(table);
        // A daemon that died in the middle of a stop left it frozen, and its group with it.
        if (shim.isPresent() && shim.get().state() == 'T')
            Posix.kill(-shim.get().pid(), Signal.CONT);
        boolean commandLives = dir.exit().isEmpty() && identity.command().find(table).isPresent();
        if (!commandLives && shim.isEmpty() && new ProcessTree(table, identity).members().isEmpty())
            return new Adoption.Gone(dir.exit());
        var process = ServiceProcess.adopted(dir, identity);
        return commandLives ? new Adoption.Running(process)
                : new Adoption.Ended(process, process.exit().join());
    }

    /** Waits a moment for a start that the daemon's death interrupted: the shim goes on with it alone. */
    private static Optional<Identity> identity(RunDir dir, ProcessTable table) {
        for (int round = 0;; round++) {
            var identity = Identity.read(dir);
            var cookie = Identity.cookie(dir);
            if (identity.isPresent() || cookie.isEmpty() || round == START_ROUNDS
                    || table.carrying(ServiceProcess.COOKIE + "=" + cookie.get(), table.snapshot()).isEmpty())
                return identity;
            LockSupport.parkNanos(ROUND_NANOS);
        }
    }
}
