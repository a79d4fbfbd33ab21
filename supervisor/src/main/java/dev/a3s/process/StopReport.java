package dev.a3s.process;

import java.util.List;

/**
 * The outcome of a stop.
 *
 * @param exit      how the command itself ended
 * @param killed    what had to be ended by SIGKILL, as it was last seen
 * @param spared    what was left running on request
 * @param survivors what could not be ended: it runs as somebody else, or hangs in the kernel; empty but for that
 */
public record StopReport(Exit exit, List<ProcessInfo> killed, List<ProcessInfo> spared, List<ProcessInfo> survivors) {

    public StopReport {
        killed = List.copyOf(killed);
        spared = List.copyOf(spared);
        survivors = List.copyOf(survivors);
    }
}
