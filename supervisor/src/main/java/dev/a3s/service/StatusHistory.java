package dev.a3s.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Interrupted;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Reloading;
import dev.a3s.service.ServiceState.Stopping;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * The published status of a service, and the steps that led to it. The runner's thread alone writes it and hands each change to
 * the session; any thread may read the status.
 */
final class StatusHistory {
    private static final Logger LOG = LoggerFactory.getLogger(StatusHistory.class);
    /** How many steps are kept. */
    private static final int MEMORY = 50;

    private final RunnerContext around;
    private final Watching watching;
    private volatile ServiceStatus status;
    private int restarts;
    private boolean everReady;
    private Optional<Exit> lastExit;
    private List<Moment> history;
    private Optional<Reason> cause = Optional.empty();
    private Optional<Reason> refusedReload = Optional.empty();
    private final SlowStart slowStart = new SlowStart();

    StatusHistory(ServiceStatus from, RunnerContext around, Watching watching) {
        this.watching = watching;
        this.around = around;
        this.status = from;
        this.restarts = from.restarts();
        this.everReady = from.everReady();
        this.lastExit = from.lastExit();
        this.history = from.history();
    }

    ServiceStatus status() {
        return status;
    }

    /** The service is started because of {@code reason}. Counts a restart, unless the service had been at rest. */
    void starts(Reason reason) {
        restarts = status.state().atRest() ? 0 : restarts + 1;
        cause = Optional.of(reason);
    }

    void exited(Exit exit) {
        lastExit = Optional.of(exit);
    }

    Optional<Exit> lastExit() {
        return lastExit;
    }

    /** A reload failed, and the old process goes on; the status says so until the service comes into another state. */
    void refusedReload(Reason.ReloadFailed reason) {
        refusedReload = Optional.of(reason);
    }

    /** The service is still not ready, and {@code complaint} says why; published only now and then, see {@link SlowStart}. */
    void notReadyYet(ServiceSpec spec, Reason complaint) {
        if (slowStart.shows(complaint)) {
            amend(spec);
        }
    }

    /** Publishes that the service has come into {@code state}. */
    void enter(ServiceState state, ServiceSpec spec) {
        if (state.phase() != status.state().phase()) {
            LOG.debug("{}: {} {}", spec.name(), state.phase(), state.reason().map(Reason::words).orElse(""));
        }
        boolean neverWas = state instanceof Stopping(_, Next.Later _) && status.state().readySince().isEmpty();
        everReady = state instanceof Ready || (everReady && !(neverWas || state.atRest() || state instanceof Failed));
        boolean sameRun = state instanceof Ready || state instanceof Interrupted || state instanceof Unhealthy;
        if (!sameRun) {
            refusedReload = Optional.empty();
        }
        slowStart.reset();
        remember(state);
        publish(state, spec, state.readySince().orElseGet(Instant::now));
    }

    /** Publishes the status anew: the state is the same, something else about the service has changed. */
    void amend(ServiceSpec spec) {
        publish(status.state(), spec, status.since());
    }

    private void publish(ServiceState state, ServiceSpec spec, Instant since) {
        status = new ServiceStatus(spec, state, since, restarts, everReady, lastExit, history,
                slowStart.shown().or(() -> refusedReload).or(watching::notice));
        around.moved(status);
    }

    private void remember(ServiceState state) {
        var phase = state instanceof Reloading ? Phase.RELOADING : state.phase();
        var steps = new ArrayList<>(history);
        boolean same = !steps.isEmpty() && steps.getLast().phase() == phase;
        var at = same ? steps.removeLast().at() : Instant.now(); // of the same state only the latest reason counts
        steps.add(new Moment(at, phase, reason(state)));
        history = List.copyOf(steps.subList(Math.max(0, steps.size() - MEMORY), steps.size()));
    }

    private Optional<Reason> reason(ServiceState state) {
        if (state instanceof Reloading(_, var change, _)) {
            return Optional.of(change);
        }
        boolean ready = state instanceof Ready
                || state instanceof Interrupted; // an interruption is mostly over, or a crash, in a moment
        return ready ? Optional.empty() : state.reason().or(() -> cause);
    }
}
