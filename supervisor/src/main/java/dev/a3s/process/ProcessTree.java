package dev.a3s.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything that a run started, the shim itself apart. A process belongs to it by session, by group, by the cookie in
 * its environment, by having belonged to it before, or by its parent belonging to it. Each way alone can be left: by
 * setsid, by {@code env -i}, by the parent's end. On Linux the shim is the subreaper, so the last holds always.
 */
final class ProcessTree {
    private final ProcessTable table;
    private final Identity identity;
    private final Set<ProcessId> seen = ConcurrentHashMap.newKeySet();

    ProcessTree(ProcessTable table, Identity identity) {
        this.table = table;
        this.identity = identity;
    }

    /**
     * The members that one look at all processes found.
     *
     * @param living with their command lines
     * @param dead   those that their parent has not fetched yet
     */
    record Look(List<ProcessInfo> living, List<ProcessInfo> dead) {}

    /** All living members now; see {@link #look}. */
    List<ProcessInfo> members() {
        return look().living();
    }

    /** All members now; reads the environment of whatever is younger than the run. */
    Look look() {
        var all = table.snapshot().stream()
                .filter(process -> process.startTicks() >= identity.shim().startTicks())
                .toList();
        return look(all, table.carrying(Identity.COOKIE + "=" + identity.cookie(), all),
                process -> table.find(process.pid()).filter(process::same).filter(now -> !now.dead()));
    }

    /** The members among {@code all}, as they were in that look, without reading any of them again: enough for a status. */
    List<ProcessInfo> members(Collection<ProcessInfo> all) {
        return look(all, Set.of(), Optional::of).living();
    }

    private Look look(Collection<ProcessInfo> all, Set<Long> carriers,
            Function<ProcessInfo, Optional<ProcessInfo>> anew) {
        var shim = identity.shim();
        boolean reused = all.stream().anyMatch(p -> p.pid() == shim.pid() && p.startTicks() != shim.startTicks());
        var found = closure(all, process -> {
            if (carriers.contains(process.pid()) || seen.contains(ProcessId.of(process))) {
                return true;
            }
            return !reused && (process.sid() == shim.pid() || process.pgid() == shim.pid());
        });
        var members = new ArrayList<ProcessInfo>();
        var dead = new ArrayList<ProcessInfo>();
        for (var process : found) {
            if (process.pid() == shim.pid()) {
                continue;
            }
            if (process.dead()) {
                dead.add(process);
                continue;
            }
            anew.apply(process).ifPresent(members::add);
        }
        seen.removeIf(id -> all.stream().noneMatch(p -> p.pid() == id.pid() && p.startTicks() == id.startTicks()));
        members.forEach(member -> seen.add(ProcessId.of(member)));
        return new Look(members, dead);
    }

    /** The processes that pass {@code root} and all that descend from them; none older than the run, and never this JVM. */
    private Collection<ProcessInfo> closure(Collection<ProcessInfo> all, Predicate<ProcessInfo> root) {
        long self = ProcessHandle.current().pid();
        Map<Long, List<ProcessInfo>> children = new HashMap<>();
        var found = new HashSet<ProcessInfo>();
        var open = new ArrayDeque<ProcessInfo>();
        for (var process : all) {
            if (process.startTicks() < identity.shim().startTicks() || process.pid() == self) {
                continue;
            }
            children.computeIfAbsent(process.ppid(), _ -> new ArrayList<>()).add(process);
            if (root.test(process) && found.add(process)) {
                open.add(process);
            }
        }
        while (!open.isEmpty()) {
            for (var child : children.getOrDefault(open.remove().pid(), List.of())) {
                if (found.add(child)) {
                    open.add(child);
                }
            }
        }
        return found;
    }

    /** Those of the members that are to be spared, and what descends from them. */
    static Set<ProcessId> spared(List<ProcessInfo> members, Predicate<ProcessInfo> spare) {
        var spared = new HashSet<ProcessId>();
        var pids = new HashSet<Long>();
        for (boolean grew = true; grew;) {
            grew = false;
            for (var member : members) {
                if ((pids.contains(member.ppid()) || spare.test(member)) && spared.add(ProcessId.of(member))) {
                    grew = pids.add(member.pid());
                }
            }
        }
        return spared;
    }
}
