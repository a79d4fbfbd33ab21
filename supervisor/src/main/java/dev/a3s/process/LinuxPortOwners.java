package dev.a3s.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Joins {@code /proc/net/tcp} and {@code tcp6} with the sockets in {@code /proc/PID/fd}, proc_pid_net(5). */
final class LinuxPortOwners implements PortOwners {
    private static final String LISTEN = "0A";

    private record Listener(int port, long user, String socket) {}

    @Override
    public Optional<PortOwner> of(int port) {
        var listeners = listeners().stream().filter(listener -> listener.port() == port).toList();
        if (listeners.isEmpty())
            return Optional.empty();
        var sockets = listeners.stream().map(Listener::socket).collect(Collectors.toSet());
        boolean sameUser = listeners.getFirst().user() == Posix.user();
        var table = ProcessTable.system();
        return Optional.of(table.snapshot()
                .stream()
                .map(ProcessInfo::pid)
                .sorted()
                .filter(pid -> sockets(pid).stream().anyMatch(sockets::contains))
                .findFirst()
                .flatMap(table::find)
                .map(owner -> new PortOwner(port, OptionalLong.of(owner.pid()), owner.command(), sameUser))
                .orElseGet(() -> new PortOwner(port, OptionalLong.empty(), "", sameUser)));
    }

    @Override
    public Set<Integer> listening(Collection<Long> pids) {
        var sockets = new HashSet<String>();
        pids.forEach(pid -> sockets.addAll(sockets(pid)));
        if (sockets.isEmpty())
            return Set.of();
        return listeners().stream()
                .filter(listener -> sockets.contains(listener.socket()))
                .map(Listener::port)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Listener> listeners() {
        var listeners = new ArrayList<Listener>();
        for (var family : List.of("tcp", "tcp6")) {
            try (var lines = Files.lines(Path.of("/proc/net", family))) {
                lines.skip(1)
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

    /** Nothing for a process that is gone or belongs to somebody else. */
    private static Set<String> sockets(long pid) {
        var sockets = new HashSet<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (var file : files) {
                var target = target(file);
                if (target.startsWith("socket:"))
                    sockets.add(target);
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
