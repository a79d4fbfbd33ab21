package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which paths count. Immutable; asked from several threads.
 *
 * <p>
 * A path <em>counts</em> if it is one of the targets or lies below one and is not ignored. A directory is <em>on the
 * way</em> if a target lies below it: it is observed, so that the target may appear, vanish and appear again, but of
 * what is in it only the next step towards the target matters.
 *
 * <p>
 * A target may be a symbolic link and is then followed. Links to directories below a target are not entered: what they
 * point to may be anything, up to the whole disk.
 */
final class Interest {

    private static final Logger log = LoggerFactory.getLogger(Interest.class);

    private final Path root;
    private final Set<Path> targets = new HashSet<>();
    private final IgnoreRules rules;

    /**
     * @param root    the project's directory, absolute; the targets below it are approached from here
     * @param targets files and directories, absolute; they need not exist
     */
    Interest(Path root, Collection<Path> targets, IgnoreRules rules) {
        this.root = root.normalize();
        this.rules = rules;
        targets.forEach(target -> this.targets.add(target.normalize()));
    }

    Set<Path> targets() {
        return targets;
    }

    /** This interest, in some of its targets only. */
    Interest only(Collection<Path> some) {
        return new Interest(root, some, rules);
    }

    /** What is met on a walk; {@code E} is what the visitor may throw. */
    @FunctionalInterface
    interface Visitor<E extends Exception> {

        /** A directory, before anything in it is looked for. */
        default void directory(Path directory) throws E {}

        /** A link to a directory that is entered for the sake of a target, before that directory. */
        default void link(Path directory) throws E {}

        /** Anything else that counts: a file, a link, a socket. {@code attributes} are those of a link itself. */
        void file(Path file, BasicFileAttributes attributes) throws E;
    }

    /** Whether a change at {@code path} may matter. A path that no longer exists was not a directory. */
    boolean concerns(Path path, boolean directory) {
        return onTheWay(path) || counts(path, directory);
    }

    /** Whether {@code path} is or lies below a target and is not ignored. */
    boolean counts(Path path, boolean directory) {
        for (var target : targets) {
            if (path.startsWith(target) && !rules.ignores(target, path, directory)) {
                return true;
            }
        }
        return false;
    }

    private boolean onTheWay(Path path) {
        for (var target : targets) {
            if (target.startsWith(path) && target.getNameCount() > path.getNameCount()) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code path} is a directory that is entered, which a link is only for the sake of a target. */
    boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || ((targets.contains(path) || onTheWay(path)) && Files.isDirectory(path));
    }

    /**
     * The existing directories from which all targets can be reached: the project's, for a target outside of it its
     * parent, and where that is missing the next one above. None lies below another.
     */
    Set<Path> starts() {
        var starts = new TreeSet<Path>();
        for (var target : targets) {
            var start = target.startsWith(root) ? root : target.getParent();
            while (start != null && !Files.isDirectory(start)) {
                start = start.getParent();
            }
            if (start != null) {
                starts.add(start);
            }
        }
        starts.removeIf(start -> starts.stream().anyMatch(above -> start.startsWith(above) && !start.equals(above)));
        return starts;
    }

    /**
     * Visits what matters at and below {@code start}. What vanishes meanwhile or may not be read is passed over; only
     * the visitor's own failures come out.
     */
    <E extends Exception> void walk(Path start, Visitor<E> visitor) throws E {
        if (isDirectory(start)) {
            boolean counts = counts(start, true);
            if (counts || onTheWay(start)) {
                walkDirectory(start, counts, visitor);
            }
        } else if (counts(start, false)) {
            var attributes = attributes(start);
            if (attributes != null) {
                visitor.file(start, attributes);
            }
        }
    }

    private <E extends Exception> void walkDirectory(Path directory, boolean counts, Visitor<E> visitor) throws E {
        visitor.directory(directory);
        for (var entry : entries(directory)) {
            boolean target = targets.contains(entry);
            boolean onTheWay = onTheWay(entry);
            if (!counts && !target && !onTheWay) {
                continue;
            }
            var attributes = attributes(entry);
            if (attributes == null) {
                continue;
            }
            if (attributes.isDirectory() || ((target || onTheWay) && Files.isDirectory(entry))) {
                boolean entryCounts = target || (counts && !rules.ignoresEntry(entry, true));
                if (attributes.isSymbolicLink() && (entryCounts || onTheWay)) {
                    visitor.link(entry);
                }
                if (entryCounts || onTheWay) {
                    walkDirectory(entry, entryCounts, visitor);
                }
            } else if (target || (counts && !rules.ignoresEntry(entry, false))) {
                visitor.file(entry, attributes);
            }
        }
    }

    private static List<Path> entries(Path directory) {
        var entries = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("{} cannot be listed: {}", directory, e.toString());
        }
        return entries;
    }

    /** Null if there is nothing to be found or asked. */
    private static BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException _) {
            return null;
        }
    }
}
