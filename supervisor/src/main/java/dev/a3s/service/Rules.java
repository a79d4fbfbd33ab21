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

    /** What changed, for a user, if that restarts it; says so either way. */
    Optional<String> restartFor(Change change) {
        var what = Words.of(change, spec);
        if (spec.watch().isEmpty() || !spec.watch().get().restart()) {
            notes.accept("noticed: " + what);
            return Optional.empty();
        }
        if (!watching.mayRestart(what)) {
            return Optional.empty();
        }
        notes.accept("restarting: " + what);
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
        var why = "not used for " + Elapsed.text(idle);
        notes.accept("stopping until its next request: " + why);
        return Optional.of(new Next.Doze(why));
    }

    /** What follows when the command ended by itself, after having been ready for {@code healthy}. */
    Next afterExit(Exit exit, Duration healthy) {
        var how = exit.describe();
        return switch (policy.afterExit(exit, healthy)) {
            case Decision.Retry(var after) -> {
                notes.accept(how + "; restarting in " + Elapsed.text(after));
                yield new Next.Later(Instant.now().plus(after), how);
            }
            case Decision.Rest() -> {
                notes.accept(how);
                yield spec.runsToCompletion() ? new Next.Done(how) : new Next.Rest(how);
            }
            case Decision.GiveUp(var reason) -> {
                var why = reason.isEmpty() ? how : how + "; " + reason;
                notes.accept(why);
                yield new Next.GiveUp(why);
            }
        };
    }
}
