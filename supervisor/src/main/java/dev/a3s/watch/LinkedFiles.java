package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that symbolic links lead to. An event names the file, the watch block the link. Safe for concurrent use.
 */
final class LinkedFiles {

    /** The longest chain of links: as many as Linux follows, path_resolution(7). */
    private static final int MOST_HOPS = 40;

    private final Map<Path, Set<Path>> linksByFile = new ConcurrentHashMap<>();

    /**
     * Notes where a link leads.
     *
     * @return each link on the way and the file at its end, without {@code link} itself; empty unless that is a file
     */
    List<Path> follow(Path link) {
        var passed = new ArrayList<Path>();
        try {
            for (var at = link; Files.isSymbolicLink(at) && Files.isRegularFile(at)
                    && passed.size() < MOST_HOPS;) {
                at = next(at);
                passed.add(at);
            }
        } catch (IOException _) {
            return List.of(); // gone meanwhile, of which there will be an event
        }
        passed.forEach(file -> linksByFile.computeIfAbsent(file, _ -> ConcurrentHashMap.newKeySet()).add(link));
        return passed;
    }

    Set<Path> linksTo(Path file) {
        return linksByFile.getOrDefault(file, Set.of());
    }

    /** The link's target, without {@code ..} where that leads to the same file, so that the path is named as the watched ones are. */
    private static Path next(Path link) throws IOException {
        var next = link.resolveSibling(Files.readSymbolicLink(link));
        var normal = next.normalize();
        return Files.exists(normal) && Files.isSameFile(normal, next) ? normal : next.toRealPath();
    }
}
