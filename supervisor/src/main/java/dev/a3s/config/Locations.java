package dev.a3s.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.config.Section.Item;
import dev.a3s.config.Section.ValueType;
import dev.a3s.hcl.Suggestion;
import dev.a3s.hcl.Value;

/** Reads paths, which a file writes relative to its directory, as absolute ones. */
final class Locations {
    private static final int MAX_NEIGHBOURS = 500;

    /** A directory that must exist. */
    static final ValueType<Path> DIRECTORY = item -> path(item).flatMap(path -> existing(item, path));

    private Locations() {}

    /** A path, whatever is there. */
    static Optional<Path> path(Item item) {
        return Types.filled(item).flatMap(text -> {
            try {
                return Optional.of(item.section().reading().dir().resolve(text).normalize());
            } catch (InvalidPathException invalid) {
                return item.wrong(item.value().shown() + " is not a path: " + invalid.getReason(), "");
            }
        });
    }

    /** A list of paths, with a warning for each where nothing is. */
    static ValueType<List<Path>> paths(String consequence) {
        return item -> {
            if (!(item.value() instanceof Value.Sequence)) {
                return Types.TEXTS.read(item).map(_ -> List.of());
            }
            List<Path> paths = new ArrayList<>();
            for (var each : item.items()) {
                path(each).ifPresent(path -> {
                    paths.add(path);
                    if (!Files.exists(path)) {
                        item.section()
                                .reading()
                                .warn(each.place().span(),
                                        item.section().label(item.name()) + " " + each.value().shown()
                                                + " does not exist",
                                        nearest(item, path).map(near -> "did you mean \"" + near + "\"? " + consequence)
                                                .orElse(consequence));
                    }
                });
            }
            return Optional.of(paths);
        };
    }

    private static Optional<Path> existing(Item item, Path path) {
        if (Files.isDirectory(path)) {
            return Optional.of(path);
        }
        var shown = item.value().shown();
        if (Files.exists(path)) {
            return item.wrong(shown + " is a file, not a directory", "name the directory that holds it");
        }
        if (shown.startsWith("\"~")) {
            return item.wrong(shown + " does not exist: `~` has no meaning here",
                    "write \"${env.HOME}" + shown.substring(2));
        }
        return item.wrong(shown + " does not exist", nearest(item, path).map(near -> "did you mean \"" + near + "\"?")
                .orElse("create the directory; paths are relative to the A3sfile"));
    }

    /** An entry of the same directory with almost the same name, as the file would write it. */
    private static Optional<String> nearest(Item item, Path path) {
        var parent = path.getParent();
        if (parent == null || path.getFileName() == null || !Files.isDirectory(parent)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(parent)) {
            for (var entry : entries) {
                if (names.size() == MAX_NEIGHBOURS) {
                    break;
                }
                names.add(entry.getFileName().toString());
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
        names.sort(null);
        var dir = item.section().reading().dir();
        return Suggestion.of(path.getFileName().toString(), names)
                .map(parent::resolve)
                .map(found -> found.startsWith(dir) ? dir.relativize(found).toString() : found.toString());
    }
}
