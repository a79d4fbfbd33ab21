/**
 * Processes that outlive the daemon, and their certain end.
 *
 * <p>
 * {@link dev.a3s.process.ServiceProcess#launch A launch} does not make the user's command a child of the daemon alone.
 * A tiny shell, the <i>shim</i>, leads a session of its own, runs the command in the foreground with its output
 * appended to files, writes down the exit code and rings a FIFO, and then stays. Nothing in this chain needs the daemon
 * to be alive: when it is killed, nobody notices, and the next one {@linkplain dev.a3s.process.RunTakeover
 * takes over} the run from what stands in its run directory. A pid alone is never believed: it counts only together with
 * the start time that the kernel gave it and the boot that this happened in.
 *
 * <p>
 * Ending a run is the reverse. The {@linkplain dev.a3s.process.ServiceProcess#stop signal} goes to the group, there is a
 * time of grace, and what is left is found in {@link dev.a3s.process.ProcessTree five ways} (session, group, parents, a
 * cookie in the environment, and who was seen before) and {@linkplain dev.a3s.process.Sweep swept} until two looks in a
 * row find nothing. On Linux the shim is the subreaper of all this, so that even a process that left its session and
 * wiped its environment is still somebody's child.
 *
 * <p>
 * What the operating systems do differently is behind {@link dev.a3s.process.ProcessTable},
 * {@link dev.a3s.process.PortOwners} and {@link dev.a3s.process.Posix}. The macOS side was written from its manual pages
 * and has not been run.
 */
package dev.a3s.process;
