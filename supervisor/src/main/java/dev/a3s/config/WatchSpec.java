package dev.a3s.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A {@code watch} block.
 *
 * @param paths    files and directories, absolute; they need not exist
 * @param ignore   {@code .gitignore}-style globs relative to the project's directory; one without {@code /} matches at
 *                 any depth
 * @param restart  whether a change restarts the service; false: it is only noted; default true
 * @param debounce quiet time after the last change before it counts; default 500 ms, at most 10 s in all
 * @param root     the project's directory, which {@code ignore} is relative to; absolute
 */
public record WatchSpec(List<Path> paths, List<String> ignore, boolean restart, Duration debounce, Path root) {

    public static final Duration DEFAULT_DEBOUNCE = Duration.ofMillis(500);

    /** However restless the files are, a change counts after this long. */
    public static final Duration MAX_DEBOUNCE = Duration.ofSeconds(10);

    public WatchSpec {
        paths = List.copyOf(paths);
        ignore = List.copyOf(ignore);
    }
}
