package dev.a3s.config;

/** The ports that one kind of setting accepts, and the sentence for all others: what is accepted is what is said. */
public enum PortRange {
    /** Ports of services, of probes and of servers that a3s does not run: any port at which something may listen. */
    ANY(1, "Port must be between 1 and " + PortRange.LAST),
    /**
     * Where the proxy is to listen this time. Ports below {@value #FIRST_UNPRIVILEGED} are accepted, because only binding shows
     * whether the daemon may have them; a refusal then has a message of its own.
     */
    PROXY(1, "Port must be between " + PortRange.FIRST_UNPRIVILEGED + " and " + PortRange.LAST
            + ", or from 1 with elevated privileges"),
    /** Ports that work without privileges: the proxy's usual port, and a port that is to be freed. */
    UNPRIVILEGED(PortRange.FIRST_UNPRIVILEGED,
            "Port must be between " + PortRange.FIRST_UNPRIVILEGED + " and " + PortRange.LAST);

    /** The first port that takes no privileges on Linux and macOS. */
    public static final int FIRST_UNPRIVILEGED = 1024;
    private static final int LAST = 65535;

    private final int first;
    private final String message;

    PortRange(int first, String message) {
        this.first = first;
        this.message = message;
    }

    public boolean contains(int port) {
        return port >= first && port <= LAST;
    }

    /** The sentence for a port that is not {@linkplain #contains contained}; it does not name the port. */
    public String message() {
        return message;
    }
}
