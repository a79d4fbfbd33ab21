package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.a3s.config.WatchSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A directory with a watcher on it, and what the watcher has reported so far. */
final class WatchedProject implements AutoCloseable {

    private static final Duration DEBOUNCE = Duration.ofMillis(80);

    private final Path root;
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
    private final List<Inventory> inventories = Collections.synchronizedList(new ArrayList<>());
    private FileWatcher watcher;

    WatchedProject(Path root) {
        this.root = root;
    }

    WatchedProject watch(String... paths) {
        return watch(List.of(paths), List.of());
    }

    WatchedProject watch(List<String> paths, List<String> ignore) {
        return watch(spec(paths, ignore, DEBOUNCE));
    }

    WatchedProject watch(WatchSpec spec) {
        watcher = FileWatcher.start(spec, changes::add, inventories::add, troubles::add);
        return this;
    }

    WatchSpec spec(List<String> paths, List<String> ignore, Duration debounce) {
        return new WatchSpec(paths.stream().map(root::resolve).toList(), ignore, true, debounce, root);
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Path write(String name, String content) throws IOException {
        var file = path(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** What was there when every file had been read. */
    Inventory inventory() {
        await("all read").until(() -> !inventories.isEmpty());
        return inventories.getFirst();
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** Every file reported so far, relative to the project. */
    Set<String> changedFiles() {
        return changes().stream()
                .flatMap(change -> change.files().stream())
                .map(file -> root.relativize(file).toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void awaitChanged(String... files) {
        var wanted = Set.of(files);
        await("changes of " + wanted).until(this::changedFiles, wanted::equals);
    }

    void forget() {
        changes.clear();
    }

    /**
     * Makes a change below {@code src} and waits until it is reported: by then whatever was done before has been reported, too,
     * if it is reported at all.
     */
    void expectNothing() throws IOException {
        var marker = mark();
        assertThat(changedFiles()).containsExactly(marker);
        forget();
    }

    /** Waits in the same way, whatever else is reported meanwhile. */
    void expectQuiet() throws IOException {
        var marker = mark();
        Files.delete(path(marker));
        await("the marker's end").until(() -> changes().getLast().files().contains(path(marker))
                && changes().stream().filter(change -> change.files().contains(path(marker))).count() == 2);
        changes.replaceAll(change -> new Change(change.files().stream().filter(f -> !f.equals(path(marker))).toList(),
                change.written(), change.digest()));
    }

    private String mark() throws IOException {
        var marker = "src/marker-" + System.nanoTime();
        write(marker, "x");
        await("the marker").until(() -> changedFiles().contains(marker));
        return marker;
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.close();
        }
    }
}
