package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.a3s.config.Elapsed;
import dev.a3s.config.ServiceSpec;
import dev.a3s.config.WatchSpec;
import dev.a3s.status.Reason;
import dev.a3s.watch.Change;
import dev.a3s.watch.FileWatcher;
import dev.a3s.watch.Inventory;

/**
 * Watches the files of one service while the service should run, and while it is failed: an edit may mend it. Changes that the
 * service makes itself are held back, as {@link OwnWrites} finds. What was there when a run was launched is kept with the run, so
 * that a later daemon finds out what changed while none was there. The runner's thread only.
 */
final class Watching {
    private final Consumer<ServiceSignal> runner;
    private final Consumer<String> notes;
    private final OwnWrites own = new OwnWrites();
    private Optional<WatchSpec> watched = Optional.empty();
    private Optional<FileWatcher> watcher = Optional.empty();
    private Optional<Reason> notice = Optional.empty();
    private OptionalLong digest = OptionalLong.empty();
    private Optional<Run> run = Optional.empty();
    private Optional<Run> outdated = Optional.empty();

    Watching(Consumer<ServiceSignal> runner, Consumer<String> notes) {
        this.runner = runner;
        this.notes = notes;
    }

    /** Watches what {@code spec} asks for if a service in {@code state} is to be watched, else nothing. */
    void adjust(ServiceState state, ServiceSpec spec) {
        switch (state) {
            case ServiceState.Ready _ -> own.ready();
            case ServiceState.BackingOff _, ServiceState.Failed _, ServiceState.Pending _ -> own.noLife();
            case ServiceState.Stopped _, ServiceState.Asleep _, ServiceState.Completed _, ServiceState.Retired _, ServiceState.Launching _, ServiceState.Starting _, ServiceState.Interrupted _, ServiceState.Unhealthy _, ServiceState.Reloading _, ServiceState.Stopping _ ->
                {
                }
        }
        boolean wanted = !(state.atRest() || state instanceof ServiceState.Retired);
        run = state.living();
        watch(wanted ? spec.watch() : Optional.empty());
        keep();
    }

    private void watch(Optional<WatchSpec> files) {
        if (files.equals(watched)) {
            return;
        }
        watcher.ifPresent(FileWatcher::close);
        digest = OptionalLong.empty();
        watched = files;
        watcher = files.map(watch -> FileWatcher.start(watch,
                change -> runner.accept(new ServiceSignal.FilesChanged(change)),
                inventory -> runner.accept(new ServiceSignal.FilesRead(inventory)), notes));
    }

    /** Keeps what was read with the run that lives, unless it was launched before a change. */
    private void keep() {
        if (watched.isPresent() && digest.isPresent() && !run.equals(outdated)) {
            run.ifPresent(living -> LaunchedFiles.keep(living, watched.get(), digest.getAsLong()));
        }
    }

    /**
     * Every file has been read.
     *
     * @return the change, if the process that runs was launched by an earlier daemon and files have changed since
     */
    Optional<Change> read(Inventory inventory) {
        var before = watched.isEmpty() ? OptionalLong.empty()
                : run.map(living -> LaunchedFiles.of(living, watched.get())).orElse(OptionalLong.empty());
        digest = OptionalLong.of(inventory.digest());
        if (before.isEmpty() || before.getAsLong() == inventory.digest()) {
            keep();
            return Optional.empty();
        }
        outdated = run;
        var latest = inventory.latest().or(() -> watched.get().paths().stream().findFirst());
        return latest.map(file -> new Change(List.of(file), Instant.now(), digest));
    }

    /** The process that is launched next, or knows by itself, runs what is there after {@code change}. */
    void taken(Change change) {
        digest = change.digest();
        outdated = Optional.empty();
        keep();
    }

    /** The change as a reason, with paths as seen from the project. */
    static Reason.FilesChanged reason(Change change, ServiceSpec spec) {
        var root = spec.watch().map(WatchSpec::root).orElse(spec.dir());
        return new Reason.FilesChanged(name(change.files().getFirst(), root), change.files().size() - 1);
    }

    private static String name(Path file, Path root) {
        return (file.startsWith(root) ? root.relativize(file) : file).toString();
    }

    /** Whether {@code change} restarts the service; otherwise it is held back, and {@link #notice} says so. */
    boolean mayRestart(Change change, ServiceSpec spec) {
        boolean first = notice.isEmpty();
        if (own.restarts(change)) {
            notice = Optional.empty();
            supersede(change);
            return true;
        }
        var heldBack = new Reason.HeldBack(spec.name(), reason(change, spec));
        notice = Optional.of(heldBack);
        if (first) {
            notes.accept("not restarted: " + heldBack.words());
        }
        CompletableFuture.delayedExecutor(own.quiet().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> runner.accept(new ServiceSignal.FilesQuiet(change)));
        return false;
    }

    /** Whether a change that was held back restarts the service now that it is quiet. */
    boolean mayRestartAfterQuiet(Change change) {
        boolean applies = own.appliesAfterQuiet(change);
        if (applies) {
            supersede(change);
        }
        return applies;
    }

    /** The next run is launched after {@code change}; the one that lives, which a reload may leave serving, was before. */
    private void supersede(Change change) {
        digest = change.digest();
        outdated = run;
    }

    /** Whether the next start is to find out who writes the files, for which nothing of the service may live. */
    boolean nextStartIsTrial() {
        return own.nextIsTrial();
    }

    /** The service is launched; returns how long that is to be put off, to find out who writes its files. */
    Duration launching() {
        notice = Optional.empty();
        var gap = own.launching();
        if (!gap.isZero()) {
            notes.accept("changes restart it again and again: it starts in " + Elapsed.text(gap)
                    + ", or as soon as a file changes, to see whether it writes them itself");
        }
        return gap;
    }

    /** A run is launched beside the one that serves. */
    void launchingBesides() {
        own.launchingBesides();
    }

    /** The notice that a change was held back, so that what runs may be old; empty if there is none. */
    Optional<Reason> notice() {
        return notice;
    }

    /** How an edit starts a service that has failed; empty if its files are not watched, or only noted. */
    Optional<String> remedy() {
        return watched.filter(WatchSpec::restart)
                .map(watch -> "it starts again as soon as a watched file changes: " + watch.paths().stream()
                        .map(path -> name(path, watch.root())).collect(Collectors.joining(", ")));
    }

    /** Drops what was found out about who writes the files, because somebody asked for a start. */
    void forget() {
        own.forget();
        notice = Optional.empty();
    }
}
