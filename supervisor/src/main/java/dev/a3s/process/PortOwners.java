package dev.a3s.process;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which process listens on which TCP port, IPv4 and IPv6 alike, as {@link Kernel#portOwners} has it for this operating
 * system. Any thread may ask; nothing is kept.
 */
public interface PortOwners {

    /** The listener on a port, at any address; of several the one with the lowest pid. */
    default Optional<PortOwner> of(int port) {
        return all(port).stream().findFirst();
    }

    /** Every process that listens on a port, at any address, by pid: those that share a socket too. */
    List<PortOwner> all(int port);

    /** The ports that these processes listen on, ascending. */
    default Set<Integer> listening(Collection<Long> pids) {
        var ports = new TreeSet<Integer>();
        portsOf(pids).values().forEach(ports::addAll);
        return ports;
    }

    /** The ports that each of these processes listens on; those that listen nowhere are left out. */
    Map<Long, Set<Integer>> portsOf(Collection<Long> pids);
}
