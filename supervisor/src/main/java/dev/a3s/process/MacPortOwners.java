package dev.a3s.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks lsof(8), which shows other users' sockets to root only. Written from its manual page; not run on macOS. */
final class MacPortOwners implements PortOwners {
    private final ProcessTable table;

    MacPortOwners(ProcessTable table) {
        this.table = table;
    }

    @Override
    public List<PortOwner> all(int port) {
        var lines = Tool.lines(List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpu"));
        boolean sameUser = lines.contains("u" + Posix.user());
        return lines.stream()
                .filter(line -> line.startsWith("p"))
                .map(line -> Long.valueOf(line.substring(1)))
                .sorted()
                .flatMap(pid -> table.find(pid).stream())
                .map(owner -> new PortOwner(port, OptionalLong.of(owner.pid()), owner.command(), sameUser))
                .toList();
    }

    @Override
    public Map<Long, Set<Integer>> portsOf(Collection<Long> pids) {
        var found = new HashMap<Long, Set<Integer>>();
        if (pids.isEmpty()) {
            return found;
        }
        var list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        long pid = 0;
        for (var line : Tool.lines(List.of("lsof", "-nP", "-a", "-p", list, "-iTCP", "-sTCP:LISTEN", "-Fpn"))) {
            if (line.startsWith("p")) {
                pid = Long.parseLong(line.substring(1));
            }
            if (line.startsWith("n")) {
                found.computeIfAbsent(pid, _ -> new TreeSet<>())
                        .add(Integer.valueOf(line.substring(line.lastIndexOf(':') + 1)));
            }
        }
        return found;
    }
}
