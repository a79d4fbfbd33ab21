package dev.a3s.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceState.Asleep;
import dev.a3s.service.ServiceState.BackingOff;
import dev.a3s.service.ServiceState.Completed;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Interrupted;
import dev.a3s.service.ServiceState.Launching;
import dev.a3s.service.ServiceState.Pending;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Reloading;
import dev.a3s.service.ServiceState.Retired;
import dev.a3s.service.ServiceState.Starting;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Stopping;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.status.Moment;
import dev.a3s.status.Reason;

/**
 * The status of a service at one moment, for everybody but its runner. Immutable.
 *
 * @param spec     what it was started with, or would be
 * @param state    the runner's
 * @param since    when it came into this state; for a ready service, since when it has been ready
 * @param restarts how often it was started again by itself, by a change or by command, since the session began
 * @param everReady whether it has been ready since somebody asked for it; false again once a launch has ended by itself before
 *                 it was ready
 * @param lastExit how its command ended last time
 * @param history  the latest steps that led to its state, oldest first, that of its present state included
 * @param notice   something unusual about it that is to be mended
 */
public record ServiceStatus(ServiceSpec spec, ServiceState state, Instant since, int restarts, boolean everReady,
        Optional<Exit> lastExit, List<Moment> history, Optional<Reason> notice) {

    public ServiceStatus {
        history = List.copyOf(history);
    }

    /** The status of a service that nobody has asked for yet. */
    static ServiceStatus notStarted(ServiceSpec spec) {
        return new ServiceStatus(spec, new Stopped(Reason.Event.NOT_STARTED), Instant.now(), 0, false,
                Optional.empty(), List.of(), Optional.empty());
    }

    public String service() {
        return spec.name();
    }

    /** The pid of the command that runs. */
    public OptionalLong pid() {
        return state.living().map(Run::pid).orElse(OptionalLong.empty());
    }

    /** The port that the service listens on, or is expected to; empty if it listens nowhere. */
    public OptionalInt port() {
        return state.living().map(Run::port).orElseGet(() -> spec.port().number());
    }

    /** What is unusual about how it runs; empty if nothing. */
    public Optional<Reason> remark() {
        return notice.or(() -> state.living().flatMap(Run::remark));
    }

    /** Why its state is what it is, or else what is unusual about it; empty if there is nothing to say. */
    public Optional<Reason> reason() {
        return state.reason().or(this::remark);
    }

    /** When the command that runs was started. */
    public Optional<Instant> startedAt() {
        return state.living().map(Run::startedAt);
    }

    /** Whether the service stays in this state if nothing happens, so that an {@code up} has nothing to wait for. */
    public boolean settled() {
        return switch (state) {
            case Stopped _, Asleep _, Completed _, Ready _, Interrupted _, Unhealthy _, Failed _, Retired _ ->
                true;
            case Pending(var hold) -> hold instanceof Hold.Blocked;
            case Launching _, Starting _, Reloading _, Stopping _, BackingOff _ ->
                false;
        };
    }

    /** Whether it is not meant to run now: it sleeps, was never asked for, or was stopped by command. */
    public boolean resting() {
        boolean stopped = state instanceof Stopped(var reason) && !(reason instanceof Reason.Ended);
        return stopped || state instanceof Asleep;
    }

    /** Whether the service is ready, or a task that has completed. */
    public boolean ready() {
        return state instanceof Ready || state instanceof Interrupted || state instanceof Reloading
                || state instanceof Completed;
    }
}
