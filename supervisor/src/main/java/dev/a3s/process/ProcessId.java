package dev.a3s.process;

import java.util.Optional;

/** Names one process for as long as the machine is up: the kernel gives a pid again, but not with the same start time. */
public record ProcessId(long pid, long startTicks) {

    static ProcessId of(ProcessInfo process) {
        return new ProcessId(process.pid(), process.startTicks());
    }

    /** This JVM. */
    public static ProcessId ofThisProcess() {
        long pid = ProcessHandle.current().pid();
        return of(Kernel.processes()
                .find(pid)
                .orElseThrow(() -> new IllegalStateException("pid " + pid + " does not see itself")));
    }

    /** Reads what the shim wrote: the pid and the raw start time. */
    static ProcessId parse(String text) {
        int space = text.indexOf(' ');
        var start = text.substring(space + 1);
        return new ProcessId(Long.parseLong(text.substring(0, space)),
                Platform.MACOS ? MacProcessTable.startTicks(start) : Long.parseLong(start));
    }

    /** Whether that process lives now, and no later one of the same pid. */
    public boolean lives() {
        return find(Kernel.processes()).isPresent();
    }

    /** Looks the process up, and no later one of the same pid; empty once it is over. */
    Optional<ProcessInfo> find(ProcessTable table) {
        return table.find(pid).filter(found -> found.startTicks() == startTicks && !found.dead());
    }
}
