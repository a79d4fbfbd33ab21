package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The directories that watching starts from and the links that it follows, each with what was there. None of them has an event
 * of its own when a link above it, or one that it leads through, is pointed elsewhere; so they are looked at again and again. Not
 * safe for concurrent use.
 */
final class Anchors {
    /** So many links are looked at in one turn, some 20 µs each; of more, the others in the turns after it. */
    private static final int AT_ONCE = 200;

    private Map<Path, String> starts = Map.of();
    private List<Map.Entry<Path, String>> links = List.of();
    private int next;

    /** Notes what the starts are now. Called before they are watched. */
    void start(Collection<Path> from) {
        var now = new HashMap<Path, String>();
        from.forEach(start -> now.put(start, placeOf(start)));
        starts = now;
    }

    /** @param followed each link with the {@link #placeOf} it that it had before anything behind it was looked at */
    void follow(Map<Path, String> followed) {
        links = new ArrayList<>(followed.entrySet());
        next = 0;
    }

    /**
     * Whether one of them is not what it was; of many links only some are asked about each time.
     *
     * @param from where watching would start now
     */
    boolean moved(Collection<Path> from) {
        if (from.size() != starts.size()
                || from.stream().anyMatch(start -> !placeOf(start).equals(starts.get(start)))) {
            return true;
        }
        for (int i = 0; i < Math.min(AT_ONCE, links.size()); i++) {
            var link = links.get(next++ % links.size());
            if (!placeOf(link.getKey()).equals(link.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** What distinguishes that which is found at {@code path}, every link on the way followed, from anything else (its inode). */
    static String placeOf(Path path) {
        try {
            return path.toRealPath() + " " + Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException _) {
            return "gone";
        }
    }
}
