package dev.a3s.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The end of a process tree, by SIGKILL. The order is what makes it certain: the shim is frozen first, so that it stays
 * the parent of every orphan; then what lives is killed until two looks in a row find nothing; only then the shim goes;
 * and then one looks again. Letting the shim end with its command left survivors in 9 of 1,000 tries.
 */
final class Sweep {
    /** How long to wait for what cannot be killed: a process of another user, or one that hangs in the kernel. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Most trees are gone after the first. */
    private static final int PLAIN_ROUNDS = 2;

    private final ProcessTree tree;
    private final ProcessId shim;
    private final Predicate<ProcessInfo> spare;
    private final Map<ProcessId, ProcessInfo> killed = new LinkedHashMap<>();
    private final Set<ProcessId> knownDead = new HashSet<>();
    private final Map<ProcessId, ProcessInfo> spared = new LinkedHashMap<>();
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    Sweep(ProcessTree tree, ProcessId shim, Predicate<ProcessInfo> spare) {
        this.tree = tree;
        this.shim = shim;
        this.spare = spare;
    }

    /**
     * Returns what could not be ended.
     *
     * @param beforeShimEnds runs when the tree is empty and its frozen shim still there; not where the shim is dead
     */
    List<ProcessInfo> run(Runnable beforeShimEnds) {
        var table = Kernel.processes();
        boolean shimLives = shim.find(table).isPresent();
        if (shimLives) {
            freeze();
        }
        var survivors = clear(shimLives);
        if (shimLives) {
            beforeShimEnds.run();
            Posix.kill(shim.pid(), Signal.KILL);
            while (shim.find(table).isPresent() && System.nanoTime() < deadline) {
                pause(1);
            }
            survivors = clear(false);
        }
        return survivors;
    }

    List<ProcessInfo> killed() {
        return List.copyOf(killed.values());
    }

    List<ProcessInfo> spared() {
        return List.copyOf(spared.values());
    }

    /**
     * Freezes the shim and with it its whole group, unless some of the group is to live: what forks and ends faster than one
     * can look is never seen alive, but does not get away when it is stopped.
     */
    private void freeze() {
        toEnd(tree.members());
        boolean sparesGroup = spared.values().stream().anyMatch(process -> process.pgid() == shim.pid());
        Posix.kill(sparesGroup ? shim.pid() : -shim.pid(), Signal.STOP);
    }

    /**
     * Kills until two looks in a row find nothing; what is left when patience ends. A process that died since the last
     * look, which a frozen parent cannot hide, is a trace: it may have left a successor behind. Where a few rounds have not
     * been enough, something forks faster than one can look, and is chased; but never past something that is to be spared.
     */
    private List<ProcessInfo> clear(boolean frozen) {
        int quiet = 0;
        for (int round = 1; quiet < 2; round++) {
            var look = tree.look();
            var living = toEnd(look.living());
            var died = look.dead().stream().filter(process -> knownDead.add(ProcessId.of(process))).toList();
            quiet = living.isEmpty() && died.isEmpty() ? quiet + 1 : 0;
            if (quiet > 0) {
                continue;
            }
            if (System.nanoTime() > deadline) {
                return living.isEmpty() ? died : living;
            }
            kill(living);
            if (frozen && round > PLAIN_ROUNDS && spared.isEmpty()) {
                Kernel.processes().chase(shim.pid(), deadline);
            } else {
                pause(Math.min(round, 20));
            }
        }
        return List.of();
    }

    /** The processes among them that are not to be spared. */
    private List<ProcessInfo> toEnd(List<ProcessInfo> members) {
        var left = ProcessTree.spared(members, spare);
        members.stream()
                .filter(member -> left.contains(ProcessId.of(member)))
                .forEach(member -> spared.put(ProcessId.of(member), member));
        return members.stream().filter(member -> !left.contains(ProcessId.of(member))).toList();
    }

    /** Whole groups at a blow where the group is ours alone, so that nothing in it can fork its way out. */
    private void kill(List<ProcessInfo> living) {
        Set<Long> groups = new HashSet<>();
        living.forEach(process -> groups.add(process.pgid()));
        groups.remove(shim.pid()); // holds the shim, which has to stay for now
        spared.values().forEach(process -> groups.remove(process.pgid()));
        groups.removeIf(group -> living.stream().noneMatch(process -> process.pid() == group));
        groups.forEach(group -> Posix.kill(-group, Signal.KILL));
        for (var process : living) {
            killed.put(ProcessId.of(process), process);
            Posix.kill(process.pid(), Signal.KILL);
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
