package dev.a3s.process;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Which process listens on which TCP port, IPv4 and IPv6 alike. Any thread may ask; nothing is kept. */
public sealed interface PortOwners permits LinuxPortOwners, MacPortOwners {

    /** The one of this machine. */
    static PortOwners system() {
        return Platform.PORTS;
    }

    /** The listener on a port, at any address; of several the one with the lowest pid. */
    Optional<PortOwner> of(int port);

    /** The ports that these processes listen on, ascending. */
    Set<Integer> listening(Collection<Long> pids);
}
