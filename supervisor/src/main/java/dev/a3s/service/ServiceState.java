package dev.a3s.service;

import java.time.Instant;
import java.util.Optional;

import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * What a service is doing, finer than the {@link Phase} that users see. Its {@link ServiceRunner} alone decides it; values are
 * immutable, for any thread.
 */
public sealed interface ServiceState {

    /** No process of the service lives, and none will until somebody asks. */
    record Stopped(Reason because) implements ServiceState {}

    /** No process of the service lives until its first request. */
    record Asleep() implements ServiceState {}

    /** The service should run and waits for a dependency. */
    record Pending(Hold hold) implements ServiceState {}

    /** {@code startup_delay}, {@code pre_start} and the launch are under way. */
    record Launching() implements ServiceState {}

    /** The command runs, and the service is not ready yet. */
    record Starting(Run run) implements ServiceState {}

    /** The probe has succeeded. */
    record Ready(Run run, Instant since) implements ServiceState {}

    /**
     * The service was ready, its run lives, and nothing listens on its port: it is about to end, or reloads itself. Its
     * requests wait.
     */
    record Interrupted(Ready ready) implements ServiceState {}

    /**
     * The service was ready at {@code since}, and its probe fails.
     *
     * @param because what the probe says; {@link Reason.Event#PORT_CLOSED} if the port was found closed: then requests are
     *               held no longer
     */
    record Unhealthy(Run run, Instant since, Reason because) implements ServiceState {}

    /**
     * The service serves as before, while another run of it is started to take its place, because of {@code cause}.
     *
     * @param listens false once the port of the serving run was found closed: then requests wait for the other run
     */
    record Reloading(Ready serving, Reason cause, boolean listens) implements ServiceState {}

    /** The processes of {@code run} are being ended; {@code next} follows. */
    record Stopping(Run run, Next next) implements ServiceState {}

    /** The service ended by itself and is started again at {@code retryAt}. */
    record BackingOff(Instant retryAt, Reason because) implements ServiceState {}

    /** A task that exited 0. */
    record Completed() implements ServiceState {}

    /** The service is not started again unless somebody asks or a watched file changes. */
    record Failed(Reason because) implements ServiceState {}

    /** The runner has ended. The last state. */
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

    /** The run that lives in this state; empty if none does. */
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

    /** Whether no process runs or is about to, and nothing is wrong. */
    default boolean atRest() {
        return this instanceof Stopped || this instanceof Asleep || this instanceof Completed;
    }

    /** Whether a process of the service runs, or one is to run as soon as that can be. */
    default boolean isWanted() {
        return switch (this) {
            case Pending _, Launching _, Starting _, Ready _, Interrupted _, Unhealthy _, Reloading _, BackingOff _, Stopping _ ->
                true;
            case Stopped _, Asleep _, Completed _, Failed _, Retired _ -> false;
        };
    }

    /** When the service became ready, if its run is still the one that did; a failing probe does not change that. */
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

    /** Why the service is in this state; empty where the state says it all. */
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

    /** What a service is to do next: at once if no process of it lives, else when its processes have been stopped. */
    sealed interface Next {
        /** Become {@link Stopped}. */
        record Rest(Reason reason) implements Next {}

        /** Become {@link Asleep}. */
        record Doze(Reason reason) implements Next {}

        /** Become {@link Completed}. */
        record Done(Reason reason) implements Next {}

        /** Be launched as soon as the dependencies allow. */
        record Again(Reason reason) implements Next {}

        /** Become {@link BackingOff}. */
        record Later(Instant retryAt, Reason reason) implements Next {}

        /** Become {@link Failed}. */
        record GiveUp(Reason reason) implements Next {}

        /** Become {@link Retired}. */
        record Leave(Reason reason) implements Next {}

        /** Why. */
        Reason reason();
    }
}
