package dev.a3s.process;

import java.util.Optional;

/** What a new daemon finds of a run that an earlier daemon started. */
public sealed interface TakenOver {

    /** The command lives, under the same pid, and is watched again. */
    record Running(ServiceProcess process) implements TakenOver {}

    /**
     * The command ended in between. Its shim, or something that the command started, is still there:
     * {@link ServiceProcess#stop} ends that.
     */
    record Ended(ServiceProcess process, Exit exit) implements TakenOver {}

    /** Nothing of the run lives. The exit is empty if the command never came to run or ended with the machine. */
    record Gone(Optional<Exit> exit) implements TakenOver {}
}
