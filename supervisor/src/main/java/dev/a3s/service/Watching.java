package dev.a3s.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.ServiceSpec;
import dev.a3s.config.WatchSpec;
import dev.a3s.status.Reason;
import dev.a3s.watch.Change;
import dev.a3s.watch.FileWatcher;

/**
 * Watches the files of one service while the service should run, and while it is failed: an edit may mend it. Watching is
 * suspended when changes restart the service too often, as they do if it writes to what it watches. The runner's thread only.
 */
final class Watching {
    /** More restarts within {@link #SHORT_TIME} are taken for the service's own writing. */
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

    /** Watches what {@code spec} asks for if a service in {@code state} is to be watched, else nothing. */
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

    /** The change as a reason, with paths as seen from the project. */
    static Reason.FilesChanged reason(Change change, ServiceSpec spec) {
        var root = spec.watch().map(WatchSpec::root).orElse(spec.dir());
        var first = change.files().getFirst();
        return new Reason.FilesChanged((first.startsWith(root) ? root.relativize(first) : first).toString(),
                change.files().size() - 1);
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

    /** The notice that watching is suspended; empty if it is not. */
    Optional<Reason> notice() {
        return suspended ? Optional.of(Reason.Event.WATCH_SUSPENDED) : Optional.empty();
    }

    /** Ends a suspension, because somebody asked for a start. The next {@link #adjust} watches again. */
    void resume() {
        suspended = false;
        restarts.clear();
    }
}
