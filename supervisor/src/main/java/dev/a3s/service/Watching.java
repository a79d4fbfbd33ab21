package dev.a3s.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.ServiceSpec;
import dev.a3s.config.WatchSpec;
import dev.a3s.status.Reason;
import dev.a3s.watch.FileWatcher;

/**
 * The watched files of one service: watched while it should run, also while it is failed, for the edit that mends it.
 * Suspended when they restart it too often, as a service does that writes to what it watches. The runner's thread only.
 */
final class Watching {
    /** So many restarts in {@link #SHORT_TIME} are not an author's work. */
    private static final int MOST_RESTARTS = 10;
    private static final Duration SHORT_TIME = Duration.ofSeconds(60);

    private final Consumer<ServiceSignal> runner;
    private final Consumer<String> notes;
    private final Deque<Long> restarts = new ArrayDeque<>();
    private Optional<WatchSpec> watched = Optional.empty();
    private Optional<FileWatcher> watcher = Optional.empty();
    private boolean suspended;

    Watching(Consumer<ServiceSignal> runner, Consumer<String> notes) {
        this.runner = runner;
        this.notes = notes;
    }

    /** Watches what {@code spec} asks for, or nothing, as fits {@code state}. */
    void adjust(ServiceState state, ServiceSpec spec) {
        boolean wanted = !(suspended || state.atRest() || state instanceof ServiceState.Retired);
        watch(wanted ? spec.watch() : Optional.empty());
    }

    private void watch(Optional<WatchSpec> files) {
        if (files.equals(watched)) {
            return;
        }
        watcher.ifPresent(FileWatcher::close);
        watched = files;
        watcher = files.map(watch -> FileWatcher.start(watch,
                change -> runner.accept(new ServiceSignal.FilesChanged(change)), notes));
    }

    /**
     * Whether a change may restart the service: not after {@value #MOST_RESTARTS} times within a minute. Then nothing is
     * watched any more.
     *
     * @param what changed
     */
    boolean mayRestart(Reason what) {
        if (suspended) {
            return false;
        }
        long now = System.nanoTime();
        while (!restarts.isEmpty() && now - restarts.getFirst() > SHORT_TIME.toNanos()) {
            restarts.removeFirst();
        }
        if (restarts.size() < MOST_RESTARTS) {
            restarts.addLast(now);
            return true;
        }
        suspended = true;
        watch(Optional.empty());
        notes.accept(
                "watching is suspended: changes restarted it " + MOST_RESTARTS + " times within a minute, the last: "
                        + what.words()
                        + "; if it writes that itself, add it to watch.ignore. a3s restart watches again");
        return false;
    }

    /** That it is suspended, if it is. */
    Optional<Reason> notice() {
        return suspended ? Optional.of(Reason.Event.WATCH_SUSPENDED) : Optional.empty();
    }

    /** A user wants it to run: earlier changes count no more. What is watched is adjusted with its next state. */
    void resume() {
        suspended = false;
        restarts.clear();
    }
}
