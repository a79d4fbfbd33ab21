package dev.a3s.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.a3s.config.Section.Item;
import dev.a3s.hcl.Value;

/** Reads the {@code watch} block of a service. */
final class WatchReader {
    /** What no file is called that a user means by its name: {@code *.js}, <code>{a,b}</code>; {@code [id]} is a common name. */
    private static final Pattern GLOB = Pattern.compile("[*?]|\\{[^}]*,");

    private final Section watch;

    WatchReader(Section watch) {
        this.watch = watch;
    }

    WatchSpec read() {
        if (!watch.has("paths")) {
            watch.reading()
                    .error(watch.header(), watch.label("paths") + " is missing",
                            "write paths = [\"src\"], relative to the A3sfile");
        }
        var paths = watch.read("paths", this::paths).orElse(List.of());
        var ignore = watch.read("ignore", WatchReader::patterns).orElse(List.of());
        boolean restart = watch.read("restart", Types.FLAG).orElse(true);
        var debounce = watch.read("debounce", Durations.between(Duration.ZERO, WatchSpec.MAX_DEBOUNCE))
                .orElse(WatchSpec.DEFAULT_DEBOUNCE);
        return new WatchSpec(paths, ignore, restart, debounce, watch.reading().dir());
    }

    private Optional<List<Path>> paths(Item item) {
        boolean globs = false;
        for (var each : item.items()) {
            if (each.value() instanceof Value.Text(var text) && GLOB.matcher(text).find()
                    && text.indexOf('\0') < 0 && !Files.exists(watch.reading().dir().resolve(text))) {
                each.wrong(each.value().shown() + " is a pattern; paths are files and directories",
                        "write \"" + withoutPattern(text)
                                + "\", which is watched with everything below it; name what should not count in ignore");
                globs = true;
            }
        }
        return globs ? Optional.empty() : Locations.paths("it is watched as soon as it exists").read(item);
    }

    /** The directory that a glob is about. */
    private static String withoutPattern(String glob) {
        var directory = Arrays.stream(glob.split("/")).takeWhile(name -> !GLOB.matcher(name).find())
                .collect(Collectors.joining("/"));
        return directory.isEmpty() ? "." : directory;
    }

    private static Optional<List<String>> patterns(Item item) {
        for (var each : item.items()) {
            if (each.value() instanceof Value.Text(var text) && Arrays.asList(text.split("/")).contains("..")) {
                each.wrong(each.value().shown() + " matches nothing: patterns are relative to the A3sfile",
                        "write a pattern without ..; one without / matches at any depth, also outside of the project");
            }
        }
        return Types.TEXTS.read(item);
    }
}
