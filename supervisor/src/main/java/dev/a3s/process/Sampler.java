package dev.a3s.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Measures what runs use, all of them in one pass: the process table, the list of listeners and each process are read
 * once, however many runs there are. A look costs some milliseconds and nothing in between. Safe for use by several
 * threads, which take turns.
 */
public final class Sampler {
    private final ProcessTable table = Kernel.processes();
    /** The shortest time that a load is measured over, in nanoseconds: processor time is counted in ticks of 10 ms. */
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

    private Map<ServiceProcess, Spent> base = Map.of(); // what loads are counted from; this and what follows guarded by this
    private Map<ServiceProcess, Spent> next = Map.of(); // what they are counted from once it is that old
    private long nextAt = System.nanoTime() - WINDOW;

    /** Processor time until a moment of {@link System#nanoTime}. */
    private record Spent(long nanoTime, Duration cpu) {}

    /**
     * What each of {@code runs} uses: since the last look that is a second old or more, or since its start; zero for one that
     * has ended.
     */
    public synchronized Map<ServiceProcess, Load> sample(Collection<ServiceProcess> runs) {
        var snapshot = table.snapshot();
        var members = new HashMap<ServiceProcess, List<Long>>();
        for (var run : runs) {
            members.put(run, run.members(snapshot).stream().map(ProcessInfo::pid).toList());
        }
        var pids = members.values().stream().flatMap(Collection::stream).toList();
        var usages = table.usages(pids);
        var ports = Kernel.portOwners().portsOf(pids);
        long now = System.nanoTime();
        boolean old = now - nextAt >= WINDOW;
        if (old) {
            base = next;
        }
        var loads = new HashMap<ServiceProcess, Load>();
        var spent = new HashMap<ServiceProcess, Spent>();
        for (var run : runs) {
            var used = members.get(run).stream().map(usages::get).filter(usage -> usage != null).toList();
            var sum = used.stream().reduce(Usage.NONE, Usage::plus);
            var listening = new TreeSet<Integer>();
            members.get(run).forEach(pid -> listening.addAll(ports.getOrDefault(pid, new TreeSet<>())));
            loads.put(run, new Load(percent(run, sum.cpu(), now), sum.residentBytes(), listening));
            spent.put(run, new Spent(now, sum.cpu()));
        }
        if (old) {
            next = spent;
            nextAt = now;
        }
        return loads;
    }

    /** Never negative: a process that ended without its parent's fetching it takes its time with it. */
    private double percent(ServiceProcess run, Duration cpu, long now) {
        var earlier = base.get(run);
        var worked = earlier == null ? cpu : cpu.minus(earlier.cpu());
        long passed = earlier == null ? Duration.between(run.startedAt(), Instant.now()).toNanos()
                : now - earlier.nanoTime();
        return passed <= 0 ? 0 : Math.max(0, 100.0 * worked.toNanos() / passed);
    }
}
