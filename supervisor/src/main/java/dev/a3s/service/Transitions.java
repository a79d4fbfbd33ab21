package dev.a3s.service;

import java.util.Optional;

import dev.a3s.service.ServiceSignal.DependencyMoved;
import dev.a3s.service.ServiceSignal.Exited;
import dev.a3s.service.ServiceSignal.FilesChanged;
import dev.a3s.service.ServiceSignal.FilesQuiet;
import dev.a3s.service.ServiceSignal.FilesRead;
import dev.a3s.service.ServiceSignal.Gone;
import dev.a3s.service.ServiceSignal.Kill;
import dev.a3s.service.ServiceSignal.Launched;
import dev.a3s.service.ServiceSignal.Listens;
import dev.a3s.service.ServiceSignal.Probed;
import dev.a3s.service.ServiceSignal.Respec;
import dev.a3s.service.ServiceSignal.Restart;
import dev.a3s.service.ServiceSignal.Retire;
import dev.a3s.service.ServiceSignal.Sleep;
import dev.a3s.service.ServiceSignal.Start;
import dev.a3s.service.ServiceSignal.Stop;
import dev.a3s.service.ServiceSignal.Unanswered;
import dev.a3s.service.ServiceState.Completed;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceState.Pending;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.status.Reason;

/**
 * What a signal makes of a service, in each situation that a service can be in. Every method returns what is to follow, or
 * empty if the service goes on as it is. To read a signal here is to obey it: a start makes earlier failures count no more, and a
 * changed specification is what the service runs by. The runner's thread only.
 */
final class Transitions {
    private final Rules rules;

    Transitions(Rules rules) {
        this.rules = rules;
    }

    /** No process of the service lives and none is being launched. */
    Optional<Next> withoutProcess(ServiceSignal signal, ServiceState state) {
        return switch (signal) {
            case Start(var reason) ->
                state instanceof Pending || state instanceof Completed ? Optional.empty() : started(reason);
            case Restart(var reason) -> state instanceof Pending ? Optional.empty() : started(reason);
            case FilesChanged(var change) -> {
                if (state.atRest() || state instanceof Pending) {
                    rules.taken(change);
                    yield Optional.empty();
                }
                yield rules.restartFor(change).map(Next.Again::new);
            }
            case FilesRead(var inventory) -> rules.restartForMissed(inventory).map(Next.Again::new);
            case FilesQuiet(var change) ->
                state.atRest() ? Optional.empty() : rules.restartAfterQuiet(change).map(Next.Again::new);
            case Sleep _ ->
                state instanceof Stopped ? Optional.of(new Next.Doze(Reason.Event.NOT_ASKED_FOR)) : Optional.empty();
            case Stop(var reason) ->
                state instanceof Stopped ? Optional.empty() : Optional.of(new Next.Rest(reason));
            case Kill _ ->
                state instanceof Stopped ? Optional.empty() : Optional.of(new Next.Rest(Reason.Event.KILL));
            case Retire(var reason) ->
                Optional.of(new Next.Leave(state.atRest() ? state.reason().orElse(reason) : reason));
            case Respec(var changed) -> {
                rules.apply(changed);
                boolean resting = state.atRest() && !(state instanceof Completed);
                yield resting ? Optional.empty() : started(Reason.Event.CONFIGURATION_CHANGED);
            }
            case DependencyMoved _, Exited _, Probed _, Listens _, Unanswered _, Gone _, Launched _ ->
                Optional.empty();
        };
    }

    /**
     * The service is being launched.
     *
     * @param instead what was asked for since, for which the launch is being called off; if that is to retire, nothing else counts
     */
    Optional<Next> whileLaunching(ServiceSignal signal, Optional<Next> instead) {
        if (instead.filter(Next.Leave.class::isInstance).isPresent()) {
            return Optional.empty();
        }
        return instead.isPresent() ? whileStopping(signal, instead.get()) : whileRunning(signal);
    }

    /** A run of the service lives. */
    Optional<Next> whileRunning(ServiceSignal signal) {
        if (signal instanceof Respec(var changed) && rules.spec().runsToCompletion() && changed.runsToCompletion()) {
            rules.applyAtEnd(changed);
            return Optional.empty();
        }
        var instead = insteadOfRunning(signal);
        if (instead.isPresent()) {
            rules.applyNow();
        }
        return instead;
    }

    private Optional<Next> insteadOfRunning(ServiceSignal signal) {
        return switch (signal) {
            case Stop(var reason) -> Optional.of(new Next.Rest(reason));
            case Kill _ -> Optional.of(new Next.Rest(Reason.Event.KILL));
            case Retire(var reason) -> Optional.of(new Next.Leave(reason));
            case Restart(var reason) -> started(reason);
            case Respec(var changed) -> {
                rules.apply(changed);
                yield started(Reason.Event.CONFIGURATION_CHANGED);
            }
            case FilesChanged(var change) -> rules.restartFor(change).map(Next.Again::new);
            case FilesRead(var inventory) -> rules.restartForMissed(inventory).map(Next.Again::new);
            case FilesQuiet(var change) -> rules.restartAfterQuiet(change).map(Next.Again::new);
            case Start _, Sleep _, DependencyMoved _, Exited _, Probed _, Listens _, Unanswered _, Gone _, Launched _ ->
                Optional.empty();
        };
    }

    /** The service is being stopped in order to do {@code next}; if that is to retire, nothing else counts. */
    Optional<Next> whileStopping(ServiceSignal signal, Next next) {
        boolean toRest = next instanceof Next.Rest || next instanceof Next.Doze;
        if (next instanceof Next.Leave || (toRest && isOfFiles(signal))) {
            return Optional.empty();
        }
        if (signal instanceof Start(var reason)) {
            return Optional.of(new Next.Again(reason));
        }
        var instead = insteadOfRunning(signal);
        return toRest && signal instanceof Respec ? Optional.empty() : instead;
    }

    private static boolean isOfFiles(ServiceSignal signal) {
        return signal instanceof FilesChanged || signal instanceof FilesRead || signal instanceof FilesQuiet;
    }

    private Optional<Next> started(Reason reason) {
        rules.applyNow();
        rules.forgetFailures();
        return Optional.of(new Next.Again(reason));
    }
}
