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
        if (dir.swept()) {
            return new Adoption.Gone(dir.exit());
        }
        var told = identity(dir, table).filter(known -> known.boot().equals(table.bootId()));
        var identity = told.filter(known -> known.shim().find(table).isPresent())
                .or(() -> Refound.of(dir, table))
                .or(() -> told);
        return identity.map(known -> adopt(dir, known, table)).orElseGet(() -> new Adoption.Gone(dir.exit()));
    }

    private static Adoption adopt(RunDir dir, Identity identity, ProcessTable table) {
        var shim = identity.shim().find(table);
        // A daemon that died in the middle of a stop left it frozen, and its group with it.
        if (shim.isPresent() && shim.get().state() == 'T') {
            Posix.kill(-shim.get().pid(), Signal.CONT);
        }
        boolean commandLives = dir.exit().isEmpty() && identity.command().find(table).isPresent();
        if (!commandLives && shim.isEmpty() && new ProcessTree(table, identity).members().isEmpty()) {
            return new Adoption.Gone(dir.exit());
        }
        var process = ServiceProcess.adopted(dir, identity);
        return commandLives ? new Adoption.Running(process) : new Adoption.Ended(process, process.exit().join());
    }

    /** Waits a moment for a start that the daemon's death interrupted: the shim goes on with it alone. */
    private static Optional<Identity> identity(RunDir dir, ProcessTable table) {
        for (int round = 0;; round++) {
            var identity = Identity.read(dir);
            var cookie = Identity.cookie(dir);
            if (identity.isPresent() || cookie.isEmpty() || round == START_ROUNDS
                    || table.carrying(ServiceProcess.COOKIE + "=" + cookie.get(), table.snapshot()).isEmpty()) {
                return identity;
            }
            LockSupport.parkNanos(ROUND_NANOS);
        }
    }
}
