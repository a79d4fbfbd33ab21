package dev.a3s.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files below a watched path do not count, in the language of {@code .gitignore}.
 *
 * <p>
 * A pattern without {@code /} (other than at its end) matches a name at any depth; one with {@code /} is relative to
 * the project's directory. A {@code /} at the end restricts it to directories. {@code *} and {@code ?} stop at
 * {@code /}, {@code **} does not, {@code [a-z]} and {@code [!a-z]} are sets, {@code \} takes the next character as it
 * is. The last pattern that matches decides, and {@code !} at its beginning takes a match back; but nothing below an
 * ignored directory is ever looked at, as with git. What the file says comes after {@link #DEFAULTS}, so that
 * {@code "!node_modules"} brings them back.
 *
 * @see <a href="https://git-scm.com/docs/gitignore#_pattern_format">gitignore(5), pattern format</a>
 */
public final class IgnoreRules {

    /** Ignored in any project: version control, installed packages, caches that a start writes, editors' own files. */
    public static final List<String> DEFAULTS = List.of(
            ".git", ".hg", ".svn", ".jj",
            "node_modules", "__pycache__", ".venv", ".gradle", ".idea",
            "*~", ".*.sw?", "*.swp", "*.swo", "*.swx", "4913", ".#*", "\\#*#", ".*.kate-swp", ".~lock.*#",
            "*___jb_tmp___", "*___jb_old___", ".goutputstream-*", ".fuse_hidden*", ".nfs*", ".DS_Store");

    private final Path root;
    private final List<IgnorePattern> patterns;

    private IgnoreRules(Path root, List<IgnorePattern> patterns) {
        this.root = root;
        this.patterns = patterns;
    }

    /**
     * The defaults followed by patterns of the file.
     *
     * @param root     what patterns with {@code /} are relative to; absolute
     * @param patterns later ones win; empty ones and comments ({@code #}) count for nothing
     */
    public static IgnoreRules of(Path root, List<String> patterns) {
        return new IgnoreRules(root, Stream.concat(DEFAULTS.stream(), patterns.stream())
                .flatMap(pattern -> IgnorePattern.parse(pattern).stream())
                .toList());
    }

    /**
     * Whether a path below {@code base} is ignored, itself or through a directory between the two. {@code base} was
     * asked for by name and never is.
     *
     * @param directory whether {@code path} is a directory
     */
    public boolean ignores(Path base, Path path, boolean directory) {
        int from = base.getNameCount();
        int to = path.getNameCount();
        for (int names = from + 1; names <= to; names++) {
            var part = names == to ? path : path.getRoot().resolve(path.subpath(0, names));
            if (ignoresEntry(part, names < to || directory)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a path is ignored itself, its parent being known not to be. */
    boolean ignoresEntry(Path path, boolean directory) {
        var name = path.getFileName().toString();
        String relative = null;
        for (int i = patterns.size() - 1; i >= 0; i--) {
            var pattern = patterns.get(i);
            if (pattern.directoriesOnly() && !directory) {
                continue;
            }
            if (pattern.anchored() && relative == null) {
                relative = path.startsWith(root) ? root.relativize(path).toString() : "";
            }
            if (pattern.matches(pattern.anchored() ? relative : name)) {
                return !pattern.negated();
            }
        }
        return false;
    }
}
