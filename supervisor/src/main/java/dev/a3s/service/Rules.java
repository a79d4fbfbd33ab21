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

/**
 * What one service runs by: its specification as last applied, and what follows from it when something happens. What a
 * user should read about a decision goes to the service's log. The runner's thread only.
 */
final class Rules {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private final Consumer<String> notes;
    private final Watching watching;
    private ServiceSpec spec;
    private RestartPolicy policy;

    Rules(ServiceSpec spec, Consumer<String> notes, Watching watching) {
        this.notes = notes;
        this.watching = watching;
        adopt(spec);
    }

    ServiceSpec spec() {
        return spec;
    }

    /** The file now says this. */
    void adopt(ServiceSpec changed) {
        spec = changed;
        policy = new ExponentialBackoff(changed.restart());
    }

    /** Whether nothing but the watched files is different: no reason to restart it. */
    boolean differsInWatchOnly(ServiceSpec changed) {
        return changed.withWatch(spec.watch()).equals(spec);
    }

    /** The change as a reason to restart the service, if it is one; the service's log says so either way. */
    Optional<Reason> restartFor(Change change) {
        var what = Words.of(change, spec);
        if (spec.watch().isEmpty() || !spec.watch().get().restart()) {
            notes.accept("noticed: " + what.words());
            return Optional.empty();
        }
        if (!watching.mayRestart(what)) {
            return Optional.empty();
        }
        notes.accept("restarting: " + what.words());
        policy.reset();
        return Optional.of(what);
    }

    /** A user wants it to run: nothing that happened before counts any more. */
    void forget() {
        policy.reset();
        watching.resume();
    }

    /** Whether a reload starts the new process before the old one is stopped. */
    boolean swaps() {
        return spec.reload() == ServiceSpec.Reload.SWAP;
    }

    /** So many failures of its probe in a row make a ready service unhealthy. */
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

    /** Whether it is started again when it gets unhealthy. */
    boolean restartsUnhealthy() {
        return spec.health().map(HealthSpec::restart).orElse(false);
    }

    /** How often to look whether it is still used; zero: never, it does not stop for that. */
    Duration idleLook() {
        var tenth = spec.idleStop().map(idle -> idle.dividedBy(10)).orElse(Duration.ZERO);
        return tenth.compareTo(LONGEST_LOOK) < 0 ? tenth : LONGEST_LOOK;
    }

    /**
     * What is to follow if it has not been used for as long as {@code idle_stop} says.
     *
     * @param ready  since when it could have been
     * @param unused empty while it is used
     */
    Optional<Next> ifUnused(Instant ready, Optional<Instant> unused) {
        if (spec.idleStop().isEmpty() || unused.isEmpty()) {
            return Optional.empty();
        }
        var from = unused.get().isAfter(ready) ? unused.get() : ready;
        var idle = spec.idleStop().get();
        if (Duration.between(from, Instant.now()).compareTo(idle) < 0) {
            return Optional.empty();
        }
        var unusedFor = new Reason.Unused(idle);
        notes.accept("stopping until its next request: " + unusedFor.words());
        return Optional.of(new Next.Doze(unusedFor));
    }

    /** What follows when the command ended by itself, after having been ready for {@code healthy}. */
    Next afterExit(Exit exit, Duration healthy) {
        var ended = new Reason.Ended(exit);
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
