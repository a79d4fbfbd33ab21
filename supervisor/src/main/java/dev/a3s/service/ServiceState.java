package dev.a3s.service;

import java.time.Instant;
import java.util.Optional;

/**
 * What a service is doing. Decided by its {@link ServiceRunner} alone; a value never changes, so it may be read by any
 * thread.
 */
public sealed interface ServiceState {

    /** Nothing of it lives and nothing will, until someone asks. */
    record Stopped(String why) implements ServiceState {}

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
     * @param listens whether something may listen on its port; if nothing does, requests are not held for it any longer
     */
    record Unhealthy(Run run, Instant since, String why, boolean listens) implements ServiceState {}

    /**
     * It serves as before, while another run of it is started to take its place, because of {@code cause}.
     *
     * @param listens whether something may listen on the port of the serving run; if nothing does, requests wait for the other
     */
    record Reloading(Ready serving, String cause, boolean listens) implements ServiceState {}

    /** Its processes are being ended; what follows is {@code next}. */
    record Stopping(Run run, Next next) implements ServiceState {}

    /** It ended by itself and is started again at {@code retryAt}. */
    record BackingOff(Instant retryAt, String why) implements ServiceState {}

    /** A task that exited 0. */
    record Completed() implements ServiceState {}

    /** It will not be started again unless someone asks or a watched file changes. */
    record Failed(String why) implements ServiceState {}

    /** Its runner has ended; the last state. */
    record Retired(String why) implements ServiceState {}

    /** The state's name in the tables and messages that users see. */
    default String word() {
        return switch (this) {
            case Stopped _ -> "stopped";
            case Asleep _ -> "asleep";
            case Pending _ -> "pending";
            case Launching _, Starting _ -> "starting";
            case Ready _, Interrupted _, Reloading _ -> "ready";
            case Unhealthy _ -> "unhealthy";
            case Stopping _ -> "stopping";
            case BackingOff _ -> "backing-off";
            case Completed _ -> "completed";
            case Failed _ -> "failed";
            case Retired _ -> "stopped";
        };
    }

    /** The launch that is alive in this state, if one is. */
    default Optional<Run> living() {
        return switch (this) {
            case Starting(var run) -> Optional.of(run);
            case Ready(var run, _) -> Optional.of(run);
            case Interrupted(var ready) -> Optional.of(ready.run());
            case Unhealthy(var run, _, _, _) -> Optional.of(run);
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
        return this instanceof Unhealthy(_, var since, _, _) ? Optional.of(since) : Optional.empty();
    }

    /** Why it is so, in words for a user; empty where the state says it all. */
    default String why() {
        return switch (this) {
            case Stopped(var why) -> why;
            case Pending(var hold) -> hold.why();
            case Interrupted _ -> "nothing listens on its port at the moment; its requests wait";
            case Unhealthy(_, _, var why, _) -> why;
            case BackingOff(_, var why) -> why;
            case Failed(var why) -> why;
            case Stopping(_, var next) -> next.why();
            case Asleep _ -> "starts with its first request";
            case Reloading(_, var cause, _) -> "reloading: " + cause;
            case Retired(var why) -> why;
            case Launching _, Starting _, Ready _, Completed _ -> "";
        };
    }

    /** What becomes of a service: at once where nothing of it lives, else when that has been stopped. */
    sealed interface Next {
        /** {@link Stopped}. */
        record Rest(String why) implements Next {}

        /** {@link Asleep}. */
        record Doze(String why) implements Next {}

        /** {@link Completed}. */
        record Done(String why) implements Next {}

        /** A new launch as soon as its dependencies allow. */
        record Again(String why) implements Next {}

        /** {@link BackingOff}. */
        record Later(Instant retryAt, String why) implements Next {}

        /** {@link Failed}. */
        record GiveUp(String why) implements Next {}

        /** {@link Retired}. */
        record Leave(String why) implements Next {}

        /** Why, in words for a user. */
        String why();
    }
}
