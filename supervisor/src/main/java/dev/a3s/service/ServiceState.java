package dev.a3s.service;

import java.time.Instant;
import java.util.Optional;

import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * What a service is doing. Decided by its {@link ServiceRunner} alone; a value never changes, so it may be read by any
 * thread.
 */
public sealed interface ServiceState {

    /** Nothing of it lives and nothing will, until someone asks. */
    record Stopped(Reason because) implements ServiceState {}

    /** Nothing of it lives until its first request comes. */
    record Asleep() implements ServiceState {}

    /** It should run but must wait for a dependency. */
    record Pending(Hold hold) implements ServiceState {}

    /** Being prepared and launched; for a user it is starting. */
    record Launching() implements ServiceState {}

    /** Launched, and not ready yet. */
    record Starting(Run run) implements ServiceState {}

    /** Its probe succeeded. */
    record Ready(Run run, Instant since) implements ServiceState {}

    /**
     * The service was ready, its run lives, and nothing listens on its port: it is about to end, or reloads itself. Its
     * requests wait.
     */
    record Interrupted(Ready ready) implements ServiceState {}

    /**
     * It was ready at {@code since}; now its probe fails.
     *
     * @param because what its probe says; {@link Reason.Event#PORT_CLOSED} if it was found not to listen, so that requests are
     *               not held for it any longer
     */
    record Unhealthy(Run run, Instant since, Reason because) implements ServiceState {}

    /**
     * It serves as before, while another run of it is started to take its place, because of {@code cause}.
     *
     * @param listens whether something may listen on the port of the serving run; if nothing does, requests wait for the other
     */
    record Reloading(Ready serving, Reason cause, boolean listens) implements ServiceState {}

    /** Its processes are being ended; what follows is {@code next}. */
    record Stopping(Run run, Next next) implements ServiceState {}

    /** It ended by itself and is started again at {@code retryAt}. */
    record BackingOff(Instant retryAt, Reason because) implements ServiceState {}

    /** A task that exited 0. */
    record Completed() implements ServiceState {}

    /** It will not be started again unless someone asks or a watched file changes. */
    record Failed(Reason because) implements ServiceState {}

    /** Its runner has ended; the last state. */
    record Retired(Reason because) implements ServiceState {}

    /** The state as users know it. */
    default Phase phase() {
        return switch (this) {
            case Stopped _, Retired _ -> Phase.STOPPED;
            case Asleep _ -> Phase.ASLEEP;
            case Pending _ -> Phase.PENDING;
            case Launching _, Starting _ -> Phase.STARTING;
            case Ready _, Interrupted _, Reloading _ -> Phase.READY;
            case Unhealthy _ -> Phase.UNHEALTHY;
            case Stopping _ -> Phase.STOPPING;
            case BackingOff _ -> Phase.BACKING_OFF;
            case Completed _ -> Phase.COMPLETED;
            case Failed _ -> Phase.FAILED;
        };
    }

    /** The launch that is alive in this state, if one is. */
    default Optional<Run> living() {
        return switch (this) {
            case Starting(var run) -> Optional.of(run);
            case Ready(var run, _) -> Optional.of(run);
            case Interrupted(var ready) -> Optional.of(ready.run());
            case Unhealthy(var run, _, _) -> Optional.of(run);
            case Reloading(var serving, _, _) -> Optional.of(serving.run());
            case Stopping(var run, _) -> Optional.of(run);
            case Stopped _, Asleep _, Pending _, Launching _, BackingOff _, Completed _, Failed _, Retired _ ->
                Optional.empty();
        };
    }

    /** Whether nothing of it runs or is about to, and nothing is wrong. */
    default boolean atRest() {
        return this instanceof Stopped || this instanceof Asleep || this instanceof Completed;
    }

    /** Since when it has been ready, if it is or would be but for its probe. */
    default Optional<Instant> readySince() {
        if (this instanceof Ready(_, var since)) {
            return Optional.of(since);
        }
        if (this instanceof Interrupted(var ready)) {
            return Optional.of(ready.since());
        }
        if (this instanceof Reloading(var serving, _, _)) {
            return Optional.of(serving.since());
        }
        return this instanceof Unhealthy(_, var since, _) ? Optional.of(since) : Optional.empty();
    }

    /** Why it is so; empty where the state says it all. */
    default Optional<Reason> reason() {
        return switch (this) {
            case Stopped(var because) -> Optional.of(because);
            case Pending(var hold) -> Optional.of(hold.reason());
            case Interrupted _ -> Optional.of(Reason.Event.NOT_LISTENING);
            case Unhealthy(_, _, var because) -> Optional.of(because);
            case BackingOff(_, var because) -> Optional.of(because);
            case Failed(var because) -> Optional.of(because);
            case Stopping(_, var next) -> Optional.of(next.reason());
            case Asleep _ -> Optional.of(Reason.Event.ON_DEMAND);
            case Reloading(_, var cause, _) -> Optional.of(new Reason.Reloading(cause));
            case Retired(var because) -> Optional.of(because);
            case Launching _, Starting _, Ready _, Completed _ -> Optional.empty();
        };
    }

    /** What becomes of a service: at once where nothing of it lives, else when that has been stopped. */
    sealed interface Next {
        /** {@link Stopped}. */
        record Rest(Reason reason) implements Next {}

        /** {@link Asleep}. */
        record Doze(Reason reason) implements Next {}

        /** {@link Completed}. */
        record Done(Reason reason) implements Next {}

        /** A new launch as soon as its dependencies allow. */
        record Again(Reason reason) implements Next {}

        /** {@link BackingOff}. */
        record Later(Instant retryAt, Reason reason) implements Next {}

        /** {@link Failed}. */
        record GiveUp(Reason reason) implements Next {}

        /** {@link Retired}. */
        record Leave(Reason reason) implements Next {}

        /** Why. */
        Reason reason();
    }
}
