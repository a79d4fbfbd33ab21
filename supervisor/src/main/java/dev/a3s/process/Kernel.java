package dev.a3s.process;

/** This machine's kernel: whom to ask for its processes and its listening ports. */
public final class Kernel {
    private static final ProcessTable PROCESSES = Platform.MACOS ? new MacProcessTable() : new LinuxProcessTable();
    private static final PortOwners PORT_OWNERS = Platform.MACOS
            ? new MacPortOwners(PROCESSES)
            : new LinuxPortOwners(PROCESSES);

    private Kernel() {}

    /** The list of its processes. */
    public static ProcessTable processes() {
        return PROCESSES;
    }

    /** The list of who listens on which port. */
    public static PortOwners portOwners() {
        return PORT_OWNERS;
    }
}
