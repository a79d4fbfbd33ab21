package dev.a3s.service;

import java.time.Duration;
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
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * What can be told of a service: its status, and the steps that led to it. Written by the runner's thread alone, which
 * tells its surroundings of each change; the status may be read by any thread.
 */
final class Chronicle {
    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);
    /** Steps back that are remembered. */
    private static final int MEMORY = 50;
    /** How long it may take to get ready before its probe's complaint is told, and between two complaints. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Surroundings around;
    private final Watching watching;
    private volatile ServiceStatus status;
    private int restarts;
    private boolean everReady;
    private Optional<Exit> lastExit;
    private List<Moment> history;
    private Optional<Reason> cause = Optional.empty();
    private Optional<Reason> refusedReload = Optional.empty();
    private Optional<Reason> notYet = Optional.empty();
    private Instant nextWord = Instant.MAX;

    Chronicle(ServiceStatus from, Surroundings around, Watching watching) {
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

    /** It is started because of {@code reason}: after a rest anew, so that what it did before counts no more, else again. */
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

    /** A reload came to nothing, and the old process goes on; told until something else happens. */
    void refusedReload(Reason.ReloadFailed reason) {
        refusedReload = Optional.of(reason);
    }

    /** It is still not ready, and its probe says why; told when that takes some time, and not too often. */
    void notReadyYet(ServiceSpec spec, Reason reason) {
        var told = Optional.of(reason);
        var now = Instant.now();
        if (now.isBefore(nextWord) || told.equals(notYet)) {
            return;
        }
        notYet = told;
        nextWord = now.plus(PATIENCE);
        amend(spec);
    }

    /** It has come into {@code state}. */
    void enter(ServiceState state, ServiceSpec spec) {
        if (state.phase() != status.state().phase()) {
            LOG.debug("{}: {} {}", spec.name(), state.phase(), state.reason().map(Reason::words).orElse(""));
        }
        boolean neverWas = state instanceof Stopping(_, Next.Later _) && status.state().readySince().isEmpty();
        everReady = state instanceof Ready || (everReady && !(neverWas || state.atRest() || state instanceof Failed));
        if (!(state instanceof Ready || state instanceof Interrupted)) {
            refusedReload = Optional.empty();
        }
        notYet = Optional.empty();
        nextWord = Instant.now().plus(PATIENCE);
        remember(state);
        publish(state, spec, state.readySince().orElseGet(Instant::now));
    }

    /** It is still in that state; something else about it changed. */
    void amend(ServiceSpec spec) {
        publish(status.state(), spec, status.since());
    }

    private void publish(ServiceState state, ServiceSpec spec, Instant since) {
        status = new ServiceStatus(spec, state, since, restarts, everReady, lastExit, history,
                notYet.or(() -> refusedReload).or(watching::notice));
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
