package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.Elapsed;
import dev.a3s.config.HealthSpec;
import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Exit;
import dev.a3s.service.RestartPolicy.Decision;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.status.Reason;
import dev.a3s.watch.Change;
import dev.a3s.watch.Inventory;

/**
 * The specification that a service runs by, and what it says is to follow when a file changes, the command exits or the probe
 * fails. Decisions that a user should read about are noted in the service's log. The runner's thread only.
 */
final class Rules {
    private final Consumer<String> notes;
    private final Watching watching;
    private ServiceSpec spec;
    /** What a task that is running is to do once it has ended: it was changed meanwhile. */
    private Optional<ServiceSpec> changed = Optional.empty();
    private RestartPolicy policy;

    Rules(ServiceSpec spec, Consumer<String> notes, Watching watching) {
        this.notes = notes;
        this.watching = watching;
        apply(spec);
    }

    ServiceSpec spec() {
        return spec;
    }

    /** From now on the service runs by {@code changed}; its earlier failures count no more. */
    void apply(ServiceSpec next) {
        spec = next;
        changed = Optional.empty();
        policy = new ExponentialBackoff(next.restart());
    }

    /** The task that is running comes to its end; then it runs again, by {@code next}. */
    void applyAtEnd(ServiceSpec next) {
        changed = Optional.of(next);
    }

    /** The run is stopped before its end: what it was to do next is its specification now. */
    void applyNow() {
        changed.ifPresent(this::apply);
    }

    /** Whether {@code changed} differs in nothing but its {@code watch} block, which is no reason to restart the service. */
    boolean differsInWatchOnly(ServiceSpec changed) {
        return changed.withWatch(spec.watch()).equals(spec);
    }

    /** The change as a reason to restart the service, if it is one; the service's log says so either way. */
    Optional<Reason> restartFor(Change change) {
        var what = Watching.reason(change, spec);
        if (spec.watch().isEmpty() || !spec.watch().get().restart()) {
            notice(change, "");
            return Optional.empty();
        }
        return watching.mayRestart(change, spec) ? restarting(what) : Optional.empty();
    }

    /** The service's log says that {@code change} was noticed, and {@code consequence}; nothing else follows. */
    void notice(Change change, String consequence) {
        notes.accept("noticed: " + Watching.reason(change, spec).words() + consequence);
        watching.taken(change);
    }

    /** A change that was held back as a reason to restart the service, now that no other has come for long, if it is one. */
    Optional<Reason> restartAfterQuiet(Change change) {
        return watching.mayRestartAfterQuiet(change) ? restarting(Watching.reason(change, spec)) : Optional.empty();
    }

    /** What has changed since the process that runs was launched, by an earlier daemon, as a reason to restart the service. */
    Optional<Reason> restartForMissed(Inventory inventory) {
        return watching.read(inventory).flatMap(this::restartFor);
    }

    /** The service is about to be launched and knows of {@code change} then. */
    void taken(Change change) {
        watching.taken(change);
    }

    private Optional<Reason> restarting(Reason what) {
        notes.accept("restarting: " + what.words());
        policy.reset();
        return Optional.of(what);
    }

    /** Somebody asked for a start: earlier failures and changes count no more. */
    void forgetFailures() {
        policy.reset();
        watching.forget();
    }

    /** Whether a reload starts the new process before the old one is stopped. */
    boolean swaps() {
        return spec.reload() == ServiceSpec.Reload.SWAP;
    }

    /** A wait between restarts as it is by the wall clock, at most {@code max_backoff}: the clock may have been set back. */
    Duration bounded(Duration wait) {
        return wait.compareTo(spec.restart().maxBackoff()) > 0 ? spec.restart().maxBackoff() : wait;
    }

    /** How many failures of its probe in a row make a ready service unhealthy. */
    int retries() {
        return spec.health().map(HealthSpec::retries).orElse(HealthSpec.DEFAULT_RETRIES);
    }

    /**
     * How long a ready service may not listen before it is unhealthy: as long as its probe would take to say so.
     *
     * @param monitor the interval of probes where the file says none
     */
    Duration interruption(Duration monitor) {
        return spec.health().map(HealthSpec::interval).orElse(monitor).multipliedBy(retries());
    }

    /** Whether an unhealthy service is restarted. */
    boolean restartsUnhealthy() {
        return spec.health().map(HealthSpec::restart).orElse(false);
    }

    /** When the service is put to sleep. */
    IdleStop idleStop() {
        return IdleStop.of(spec);
    }

    /**
     * What is to follow when the command has exited by itself.
     *
     * @param healthy how long the service had been ready; zero if it never was
     */
    Next afterExit(Exit exit, Duration healthy) {
        var ended = new Reason.Ended(exit);
        if (changed.isPresent()) {
            notes.accept(ended.words() + "; running again: " + Reason.Event.CONFIGURATION_CHANGED.words());
            applyNow();
            return new Next.Again(Reason.Event.CONFIGURATION_CHANGED);
        }
        return switch (policy.afterExit(exit, healthy)) {
            case Decision.Retry(var after) -> {
                notes.accept(ended.words() + "; restarting in " + Elapsed.text(after));
                yield new Next.Later(Instant.now().plus(after), ended);
            }
            case Decision.Rest() -> {
                notes.accept(ended.words());
                yield spec.runsToCompletion() ? new Next.Done(ended) : new Next.Rest(ended);
            }
            case Decision.GiveUp(var limit) -> {
                var gaveUp = new Reason.GaveUp(exit, limit);
                notes.accept(gaveUp.words());
                yield new Next.GiveUp(gaveUp);
            }
        };
    }
}
