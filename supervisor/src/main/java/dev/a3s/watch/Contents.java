package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What the files of an {@link Interest} were when last looked at, about 300 bytes of memory each. Not safe for
 * concurrent use.
 */
final class Contents {

    private final Interest interest;
    private final TreeMap<Path, Stamp> known = new TreeMap<>();
    private final Queue<Path> unread = new ArrayDeque<>();
    private final Map<Path, String> links = new HashMap<>();

    private Contents(Interest interest) {
        this.interest = interest;
    }

    /** Notes what is there now, without reading any content. */
    static Contents of(Interest interest) {
        var contents = new Contents(interest);
        for (var start : interest.starts()) {
            contents.walk(start, (file, attributes) -> {
                contents.known.put(file, Stamp.unread(file, attributes));
                contents.unread.add(file);
            });
        }
        return contents;
    }

    /** What is there, as far as it has been read. */
    Inventory inventory() {
        long digest = 0;
        Optional<Path> latest = Optional.empty();
        long latestTime = Long.MIN_VALUE;
        for (var file : known.entrySet()) {
            digest += file.getValue().mixedWith(file.getKey().toString());
            if (file.getValue().written() > latestTime) {
                latestTime = file.getValue().written();
                latest = Optional.of(file.getKey());
            }
        }
        return new Inventory(digest, latest);
    }

    /**
     * When the last of these files was written.
     *
     * @param noticed when the last of them was noticed: of what is gone nothing else is known
     */
    Instant written(Collection<Path> files, Instant noticed) {
        var latest = files.stream().filter(known::containsKey).mapToLong(this::written).max();
        return latest.stream().mapToObj(nanos -> Instant.EPOCH.plusNanos(nanos)).filter(noticed::isAfter)
                .findFirst().orElse(noticed);
    }

    private long written(Path file) {
        long itself = known.get(file).written();
        try {
            return !links.containsKey(file) ? itself
                    : Math.max(itself,
                            Stamp.unread(file, Files.readAttributes(file, BasicFileAttributes.class)).written());
        } catch (IOException _) {
            return itself; // it leads nowhere
        }
    }

    /** The links that were followed, to files and to directories, each with what it {@linkplain Anchors#placeOf led to}. */
    Map<Path, String> links() {
        return Map.copyOf(links);
    }

    /** Visits files and links, and notes where each link leads before anything behind it is looked at. */
    private void walk(Path start, BiConsumer<Path, BasicFileAttributes> onFile) {
        interest.walk(start, new Interest.Visitor<RuntimeException>() {
            @Override
            public void link(Path directory) {
                links.put(directory, Anchors.placeOf(directory));
            }

            @Override
            public void file(Path file, BasicFileAttributes attributes) {
                if (attributes.isSymbolicLink()) {
                    link(file);
                }
                if (!attributes.isOther()) {
                    onFile.accept(file, attributes);
                }
            }
        });
    }

    /**
     * Reads files that have not been read since {@link #of}, so that later a touch of them can be distinguished from a change.
     * One that has changed since is left for the next comparison.
     *
     * @param most how many
     * @return whether there are more
     */
    boolean readSome(int most) {
        for (int i = 0; i < most && !unread.isEmpty(); i++) {
            var file = unread.remove();
            var noted = known.get(file);
            if (noted == null || !noted.isUnread()) {
                continue;
            }
            var now = stamp(file);
            if (now != null && now.looksLike(noted) && looksLike(file, noted)) { // it was not written while it was read
                known.put(file, now);
            }
        }
        return !unread.isEmpty();
    }

    /** Compares everything. */
    SortedSet<Path> compareAll() {
        links.clear();
        return compare(interest.starts());
    }

    /**
     * Compares what is at and below the given paths with what was there, and remembers it.
     *
     * @return the files that were created, deleted or changed
     */
    SortedSet<Path> compare(Collection<Path> paths) {
        var changed = new TreeSet<Path>();
        for (var path : paths) {
            if (interest.isDirectory(path)) {
                compareTree(path, changed);
            } else {
                compareFile(path, changed);
            }
        }
        return changed;
    }

    private void compareTree(Path directory, Set<Path> changed) {
        var found = new HashSet<Path>();
        walk(directory, (file, attributes) -> {
            found.add(file);
            var before = known.get(file);
            if (before == null || attributes.isSymbolicLink() || !before.looksLike(Stamp.unread(file, attributes))) {
                note(file, stamp(file), changed);
            }
        });
        for (var file : knownWithin(directory)) {
            if (!found.contains(file)) {
                note(file, null, changed);
            }
        }
    }

    /** The content is read even if the file looks the same: an edit may keep size and time. */
    private void compareFile(Path path, Set<Path> changed) {
        for (var file : knownWithin(path)) {
            if (!file.equals(path)) {
                note(file, null, changed);
            }
        }
        links.computeIfPresent(path, (link, _) -> Anchors.placeOf(link));
        note(path, interest.counts(path, false) ? stamp(path) : null, changed);
    }

    /** Remembers what a file is now; null: it is not there. */
    private void note(Path file, Stamp now, Set<Path> changed) {
        var before = now == null ? known.remove(file) : known.put(file, now);
        boolean same = before != null && now != null && before.sameContent(now);
        boolean neverThere = before == null && now == null;
        if (!same && !neverThere) {
            changed.add(file);
        }
    }

    private List<Path> knownWithin(Path path) {
        var within = new ArrayList<Path>();
        var prefix = path.toString();
        for (var file : known.tailMap(path).keySet()) {
            if (!file.toString().startsWith(prefix)) {
                break;
            }
            if (file.startsWith(path)) { // "web-old/x" sorts between "web" and "web/x"
                within.add(file);
            }
        }
        return within;
    }

    private static boolean looksLike(Path file, Stamp stamp) {
        try {
            return stamp.looksLike(Stamp.unread(file,
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException _) {
            return false;
        }
    }

    /** Null if there is no file or link: what a socket or a device holds is not content. */
    private static Stamp stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isOther() || attributes.isDirectory() ? null : Stamp.read(file, attributes);
        } catch (IOException _) {
            return null;
        }
    }
}
