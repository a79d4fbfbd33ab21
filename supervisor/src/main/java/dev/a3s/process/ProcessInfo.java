package dev.a3s.process;

/**
 * One process as the kernel shows it at one moment.
 *
 * @param pgid       its process group
 * @param sid        its session
 * @param startTicks when it started, raw: clock ticks since boot on Linux, seconds since 1970 on macOS; with the pid it
 *                   names the process for as long as the machine is up
 * @param state      a letter as ps(1) shows it: {@code R} running, {@code S} sleeping, {@code T} stopped, {@code Z} dead
 *                   but not yet fetched by its parent, …
 * @param command    the command line, or the short name in brackets where there is none
 */
public record ProcessInfo(long pid, long ppid, long pgid, long sid, long startTicks, char state, String command) {

    /** Whether it is over, though still in the table. */
    boolean dead() {
        return state == 'Z' || state == 'X';
    }

    boolean same(ProcessInfo other) {
        return pid == other.pid && startTicks == other.startTicks;
    }

    ProcessInfo withCommand(String line) {
        return new ProcessInfo(pid, ppid, pgid, sid, startTicks, state, line);
    }

    @Override
    public String toString() {
        return "pid " + pid + " (" + command + ")";
    }
}
