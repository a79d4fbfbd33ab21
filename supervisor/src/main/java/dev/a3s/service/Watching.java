package dev.a3s.service;

import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.ServiceSpec;
import dev.a3s.config.WatchSpec;
import dev.a3s.watch.FileWatcher;

/** The watched files of one service: watched while it should run, also while it is failed, for the edit that mends it. */
final class Watching {
    private final Consumer<ServiceSignal> runner;
    private final Consumer<String> notes;
    private Optional<WatchSpec> watched = Optional.empty();
    private Optional<FileWatcher> watcher = Optional.empty();

    Watching(Consumer<ServiceSignal> runner, Consumer<String> notes) {
        this.runner = runner;
        this.notes = notes;
    }

    /** Watches what {@code spec} asks for, or nothing, as fits {@code state}. The runner's thread. */
    void adjust(ServiceState state, ServiceSpec spec) {
        boolean wanted = !(state.atRest() || state instanceof ServiceState.Retired);
        Optional<WatchSpec> watch = wanted ? spec.watch() : Optional.empty();
        if (watch.equals(watched))
            return;
        watcher.ifPresent(FileWatcher::close);
        watched = watch;
        watcher = watch.map(files -> FileWatcher.start(files,
                change -> runner.accept(new ServiceSignal.FilesChanged(change)), notes));
    }
}
