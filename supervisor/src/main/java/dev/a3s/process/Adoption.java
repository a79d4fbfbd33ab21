package dev.a3s.process;

import java.util.Optional;

/** What a new daemon finds of a run that an earlier one started. */
public sealed interface Adoption {

    /** Its command lives, under the same pid, and is watched again. */
    record Running(ServiceProcess process) implements Adoption {}

    /**
     * Its command ended in between. Its shim, or something that it started, is still there:
     * {@link ServiceProcess#stop} makes that go.
     */
    record Ended(ServiceProcess process, Exit exit) implements Adoption {}

    /** Nothing of it lives. The exit is empty when it never came to run or ended with the machine. */
    record Gone(Optional<Exit> exit) implements Adoption {}
}
