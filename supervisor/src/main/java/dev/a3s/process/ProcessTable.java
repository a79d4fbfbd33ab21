package dev.a3s.process;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel's list of processes, as {@link Kernel#processes} has it for this operating system. Any thread may ask; nothing
 * is kept between two questions.
 */
public interface ProcessTable {

    /** All processes that are visible, dead ones too; {@code command} holds the short name only. */
    List<ProcessInfo> snapshot();

    /** One process with its full command line; empty when there is none. */
    Optional<ProcessInfo> find(long pid);

    /** Whether {@link #find} is a look at a file, some microseconds, rather than a program to run. */
    boolean quick();

    /** The pids among these in whose environment the given {@code NAME=value} stands, as far as it can be read. */
    Set<Long> carrying(String assignment, Collection<ProcessInfo> among);

    /** What these processes use together; those that are gone count nothing. */
    default Usage sample(Collection<Long> pids) {
        return usages(pids).values().stream().reduce(Usage.NONE, Usage::plus);
    }

    /** What each of these processes uses; those that are gone are left out. */
    Map<Long, Usage> usages(Collection<Long> pids);

    /** The value of an environment variable that a process was started with, as far as it can be read. */
    Optional<String> variable(long pid, String name);

    /** Changes with each boot, so that pids and start times of an earlier one mean nothing. */
    String bootId();

    /**
     * Kills what descends from a stopped subreaper and forks faster than {@link #snapshot} can look, as far as the system can
     * list such children; what is left is found by looking.
     *
     * @param deadline as of {@link System#nanoTime}
     */
    void chase(long subreaper, long deadline);
}
