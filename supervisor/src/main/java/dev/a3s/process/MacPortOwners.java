package dev.a3s.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks lsof(8), which shows other users' sockets to root only. Written from its manual page; not run on macOS. */
final class MacPortOwners implements PortOwners {

    @Override
    public Optional<PortOwner> of(int port) {
        var lines = Tool.lines(List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpu"));
        long user = Posix.user();
        boolean sameUser = lines.contains("u" + user);
        return lines.stream()
                .filter(line -> line.startsWith("p"))
                .mapToLong(line -> Long.parseLong(line.substring(1)))
                .sorted()
                .boxed()
                .findFirst()
                .flatMap(ProcessTable.system()::find)
                .map(owner -> new PortOwner(port, OptionalLong.of(owner.pid()), owner.command(), sameUser));
    }

    @Override
    public Set<Integer> listening(Collection<Long> pids) {
        if (pids.isEmpty())
            return Set.of();
        var list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Tool.lines(List.of("lsof", "-nP", "-a", "-p", list, "-iTCP", "-sTCP:LISTEN", "-Fn"))
                .stream()
                .filter(line -> line.startsWith("n"))
                .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(':') + 1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
