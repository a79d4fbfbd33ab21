package dev.a3s.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever is done to a tree, every file that is another in the end is reported, and none that nobody touched.
 */
class RandomEditsTest {

    private static final int ROUNDS = 15;
    private static final int EDITS = 60;

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Set<String> touched = new HashSet<>();

    @Test
    void everyDifferenceIsReportedAndNothingElse() throws IOException {
        var root = directory.toRealPath();
        try (var project = new WatchedProject(root)) {
            Files.createDirectories(root.resolve("src"));
            project.watch("src");
            for (int round = 0; round < ROUNDS; round++) {
                var before = contents(root);
                touched.clear();
                for (int i = 0; i < EDITS; i++) {
                    edit(root.resolve("src"));
                }
                var different = differences(before, contents(root));
                await("seed " + seed + ", round " + round + ": " + different)
                        .until(() -> project.changedFiles().containsAll(different));
                project.expectQuiet();
                assertThat(touched).as("seed %d, round %d", seed, round).containsAll(project.changedFiles());
                project.forget();
            }
        }
    }

    private void edit(Path src) throws IOException {
        var directories = directories(src);
        var parent = directories.get(random.nextInt(directories.size()));
        var file = parent.resolve("f" + random.nextInt(5));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> Files.writeString(touch(file), "" + random.nextInt(3));
            case 3 -> Files.deleteIfExists(touch(file));
            case 4 -> Files.createDirectories(parent.resolve("d" + random.nextInt(3) + "/d" + random.nextInt(3)));
            case 5 -> {
                var other = Files.writeString(touch(parent.resolve("t" + random.nextInt(3))), "moved");
                Files.move(other, touch(file), StandardCopyOption.ATOMIC_MOVE);
            }
            case 6 -> moveDirectory(src, parent, directories.get(random.nextInt(directories.size())));
            default -> {
                if (!parent.equals(src)) {
                    deleteTree(parent);
                }
            }
        }
    }

    private void moveDirectory(Path src, Path from, Path into) throws IOException {
        var to = into.resolve("m" + random.nextInt(3));
        if (from.equals(src) || into.startsWith(from) || Files.exists(to)) {
            return;
        }
        touchTree(from);
        Files.move(from, to);
        touchTree(to);
    }

    private void deleteTree(Path tree) throws IOException {
        touchTree(tree);
        try (var paths = Files.walk(tree)) {
            for (var path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }

    private void touchTree(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            paths.filter(Files::isRegularFile).forEach(this::touch);
        }
    }

    private Path touch(Path file) {
        touched.add(file.toString().substring(file.toString().indexOf("/src/") + 1));
        return file;
    }

    private static List<Path> directories(Path src) throws IOException {
        try (var paths = Files.walk(src, 4)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Map<String, String> contents(Path root) throws IOException {
        var contents = new HashMap<String, String>();
        try (var paths = Files.walk(root)) {
            paths.filter(Files::isRegularFile).forEach(file -> {
                try {
                    contents.put(root.relativize(file).toString(), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return contents;
    }

    private static Set<String> differences(Map<String, String> before, Map<String, String> after) {
        var files = new TreeSet<>(before.keySet());
        files.addAll(after.keySet());
        files.removeIf(file -> before.getOrDefault(file, "-").equals(after.getOrDefault(file, "-")));
        return files;
    }
}
