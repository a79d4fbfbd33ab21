package dev.a3s.process;

/** Which of the two operating systems this is, and what asks it. */
final class Platform {
    static final boolean MACOS = System.getProperty("os.name").startsWith("Mac");
    static final ProcessTable PROCESSES = MACOS ? new MacProcessTable() : new LinuxProcessTable();
    static final PortOwners PORTS = MACOS ? new MacPortOwners() : new LinuxPortOwners();

    private Platform() {}
}
