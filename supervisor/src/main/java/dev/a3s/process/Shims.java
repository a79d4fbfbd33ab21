package dev.a3s.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The shims that live, whatever has become of their run directories: a shim's command line names its own. Looks at every process
 * of the machine, some milliseconds.
 */
public final class Shims {
    static final String SHELL = "/bin/sh ";
    private static final String SCRIPT = "/shim.sh ";

    private Shims() {}

    /**
     * A shim.
     *
     * @param runDir  of its run; may be gone
     * @param command what it waits for; empty if that is over
     */
    public record Living(Path runDir, Optional<ProcessInfo> command) {}

    /** The shims whose run directories are, or were, below {@code dir}. */
    public static List<Living> below(Path dir) {
        var table = Kernel.processes();
        var all = table.snapshot();
        var found = new ArrayList<Living>();
        for (var leader : all) {
            if (leader.pgid() == leader.pid() && !leader.dead()) {
                table.find(leader.pid()).flatMap(shim -> runDir(shim.command()))
                        .filter(runDir -> runDir.startsWith(dir))
                        .ifPresent(runDir -> found.add(new Living(runDir, command(leader, all).flatMap(
                                command -> table.find(command.pid())))));
            }
        }
        return found;
    }

    private static Optional<Path> runDir(String commandLine) {
        int end = commandLine.indexOf(SCRIPT);
        return commandLine.startsWith(SHELL) && end > SHELL.length()
                ? Optional.of(Path.of(commandLine.substring(SHELL.length(), end)))
                : Optional.empty();
    }

    /** A shim's oldest child: the one that it waits for. */
    static Optional<ProcessInfo> command(ProcessInfo shim, List<ProcessInfo> all) {
        return all.stream()
                .filter(process -> process.ppid() == shim.pid() && !process.dead())
                .min(Comparator.comparingLong(ProcessInfo::startTicks).thenComparingLong(ProcessInfo::pid));
    }
}
