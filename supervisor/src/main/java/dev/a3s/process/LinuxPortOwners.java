package dev.a3s.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Joins listening sockets with those in {@code /proc/PID/fd}. Where the kernel does not list the sockets directly, they are read
 * from {@code /proc/net/tcp} and {@code tcp6}, proc_pid_net(5).
 */
final class LinuxPortOwners implements PortOwners {
    private static final String LISTEN = "0A";

    private final ProcessTable table;

    LinuxPortOwners(ProcessTable table) {
        this.table = table;
    }

    record Listener(int port, long user, String socket) {}

    @Override
    public List<PortOwner> all(int port) {
        var listeners = listeners().stream().filter(listener -> listener.port() == port).toList();
        if (listeners.isEmpty()) {
            return List.of();
        }
        var sockets = listeners.stream().map(Listener::socket).collect(Collectors.toSet());
        boolean sameUser = listeners.getFirst().user() == Posix.user();
        var owners = table.snapshot().stream()
                .map(ProcessInfo::pid)
                .sorted()
                .filter(pid -> sockets(pid).stream().anyMatch(sockets::contains))
                .flatMap(pid -> table.find(pid).stream())
                .map(owner -> new PortOwner(port, OptionalLong.of(owner.pid()), owner.command(), sameUser))
                .toList();
        return owners.isEmpty() ? List.of(new PortOwner(port, OptionalLong.empty(), "", sameUser)) : owners;
    }

    @Override
    public Map<Long, Set<Integer>> portsOf(Collection<Long> pids) {
        if (pids.isEmpty()) {
            return Map.of();
        }
        var portOf = new HashMap<String, Integer>();
        listeners().forEach(listener -> portOf.put(listener.socket(), listener.port()));
        var found = new HashMap<Long, Set<Integer>>();
        for (long pid : pids) {
            var ports = new TreeSet<Integer>();
            for (var socket : sockets(pid)) {
                if (portOf.containsKey(socket)) {
                    ports.add(portOf.get(socket));
                }
            }
            if (!ports.isEmpty()) {
                found.put(pid, ports);
            }
        }
        return found;
    }

    private static List<Listener> listeners() {
        return SocketDiagnostics.listeners().map(found -> found.stream()
                .map(listener -> new Listener(listener.port(), listener.user(), "socket:[" + listener.inode() + "]"))
                .toList()).orElseGet(LinuxPortOwners::listenersInTables);
    }

    /** Package-private for a test. */
    static List<Listener> listenersInTables() {
        var listeners = new ArrayList<Listener>();
        for (var family : List.of("tcp", "tcp6")) {
            try (var lines = Files.lines(Path.of("/proc/net", family))) {
                lines.skip(1)
                        .filter(line -> line.contains(" " + LISTEN + " ")) // connections may be thousands
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields[3].equals(LISTEN))
                        .map(LinuxPortOwners::listener)
                        .forEach(listeners::add);
            } catch (IOException _) {
                // no tcp6 where the kernel has no IPv6
            }
        }
        return listeners;
    }

    /** {@code sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode}. */
    private static Listener listener(String[] fields) {
        int port = Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16);
        return new Listener(port, Long.parseLong(fields[7]), "socket:[" + fields[9] + "]");
    }

    /** The sockets that a process has open; none if the process is gone or belongs to somebody else. */
    private static Set<String> sockets(long pid) {
        var sockets = new HashSet<String>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (var file : files) {
                var target = target(file);
                if (target.startsWith("socket:")) {
                    sockets.add(target);
                }
            }
        } catch (IOException _) {
            return Set.of();
        }
        return sockets;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException _) {
            return ""; // closed meanwhile
        }
    }
}
