package dev.a3s.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The stop of one run: signal, grace, sweep. The run has one; whoever calls second waits for the first. */
final class Stop {
    private final RunDir dir;
    private final Identity identity;
    private final ProcessTree tree;
    private final CompletableFuture<Exit> exit;
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private final ReentrantLock one = new ReentrantLock();
    private Optional<StopReport> report = Optional.empty(); // guarded by one

    Stop(RunDir dir, Identity identity, ProcessTree tree, CompletableFuture<Exit> exit) {
        this.dir = dir;
        this.identity = identity;
        this.tree = tree;
        this.exit = exit;
    }

    void hurry() {
        hurry.complete(null);
    }

    StopReport run(Signal signal, Duration grace, Predicate<ProcessInfo> spare) {
        boolean interrupted = false;
        one.lock();
        try {
            if (report.isPresent()) {
                return report.get();
            }
            try {
                ask(signal, grace, spare);
            } catch (InterruptedException _) {
                interrupted = true;
            }
            var swept = sweep(spare);
            if (swept.survivors().isEmpty()) {
                report = Optional.of(swept);
                dir.markSwept();
            }
            return swept;
        } finally {
            one.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StopReport sweep(Predicate<ProcessInfo> spare) {
        var sweep = new Sweep(tree, identity.shim(), spare);
        var survivors = sweep.run(this::settleExit);
        boolean commandLives = identity.command().find(Kernel.processes()).isPresent();
        var how = commandLives ? exit.getNow(new Exit.Unknown("it cannot be ended")) : exit.join();
        return new StopReport(how, sweep.killed(), sweep.spared(), survivors);
    }

    /** A frozen shim cannot report the exit; then the command still lived when the killing began. */
    private void settleExit() {
        if (exit.isDone()) {
            return;
        }
        var known = dir.exit();
        if (known.isEmpty()) {
            dir.writeExit(Exit.SIGNALLED + Signal.KILL.number());
        }
        exit.complete(known.orElse(new Exit.Signalled(Signal.KILL.number(), Signal.KILL.name())));
    }

    /** Signals and waits until nothing is left or the grace is over. */
    private void ask(Signal signal, Duration grace, Predicate<ProcessInfo> spare) throws InterruptedException {
        if (grace.isZero() || grace.isNegative()) {
            return;
        }
        long deadline = System.nanoTime() + grace.toNanos();
        var asked = new HashSet<ProcessId>();
        for (long wait = 5; !hurry.isDone(); wait = Math.min(wait * 2, 80)) {
            var members = tree.members();
            var spared = ProcessTree.spared(members, spare);
            var living = members.stream().filter(member -> !spared.contains(ProcessId.of(member))).toList();
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (living.isEmpty() || left <= 0) {
                return;
            }
            if (asked.isEmpty()) {
                signalGroup(signal, living, members, asked);
            }
            signalOrphans(signal, living, asked);
            pause(Math.min(wait, left));
        }
    }

    void signalGroup(Signal signal, List<ProcessInfo> members) {
        signalGroup(signal, members, members, new HashSet<>());
    }

    /** Signals the whole group in one call where all of it is meant, so that nobody forks past the signal. */
    private void signalGroup(Signal signal, List<ProcessInfo> meant, List<ProcessInfo> members, Set<ProcessId> asked) {
        long group = identity.shim().pid();
        var ours = members.stream().filter(member -> member.pgid() == group).toList();
        var targets = meant.stream().filter(member -> member.pgid() == group).toList();
        if (ours.isEmpty()) {
            return;
        }
        boolean stopped = targets.stream().anyMatch(member -> member.state() == 'T');
        if (targets.size() == ours.size() && !signal.equals(Signal.KILL)) {
            Posix.kill(-group, signal);
        } else {
            targets.forEach(target -> Posix.kill(target.pid(), signal));
        }
        if (stopped && !signal.equals(Signal.STOP)) {
            targets.forEach(target -> Posix.kill(target.pid(), Signal.CONT)); // or it would never see the signal
        }
        targets.forEach(target -> asked.add(ProcessId.of(target)));
    }

    /**
     * Signals those that left the group and have no living parent in the run. Those that have one are left to it: only an orphan
     * has nobody else who would end it.
     */
    private void signalOrphans(Signal signal, List<ProcessInfo> living, Set<ProcessId> asked) {
        for (var process : living) {
            boolean orphan = living.stream().noneMatch(other -> other.pid() == process.ppid());
            if (orphan && process.pgid() != identity.shim().pid() && asked.add(ProcessId.of(process))) {
                Posix.kill(process.pid(), signal);
            }
        }
    }

    private void pause(long millis) throws InterruptedException {
        try {
            (exit.isDone() ? hurry : CompletableFuture.anyOf(exit, hurry)).get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // look again
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
