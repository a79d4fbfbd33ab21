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

/**
 * What can be told of a service: its status, and the steps that led to it. Written by the runner's thread alone, which
 * tells its context of each change; the status may be read by any thread.
 */
final class Chronicle {
    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);
    /** Steps back that are remembered. */
    private static final int MEMORY = 50;
    /** How long it may take to get ready before its probe's complaint is told, and between two complaints. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final RunnerContext around;
    private final Watching watching;
    private volatile ServiceStatus status;
    private int restarts;
    private boolean everReady;
    private Optional<String> lastExit;
    private List<Moment> history;
    private String cause = "";
    private Optional<String> refusedReload = Optional.empty();
    private Optional<String> notYet = Optional.empty();
    private Instant nextWord = Instant.MAX;

    Chronicle(ServiceStatus from, RunnerContext around, Watching watching) {
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

    /** It is started because of {@code why}: after a rest anew, so that what it did before counts no more, else again. */
    void starts(String why) {
        restarts = status.state().atRest() ? 0 : restarts + 1;
        cause = why;
    }

    void exited(Exit exit) {
        lastExit = Optional.of(exit.describe());
    }

    Optional<String> lastExit() {
        return lastExit;
    }

    /** A reload came to nothing, and the old process goes on; told until something else happens. */
    void refusedReload(String why) {
        refusedReload = Optional.of("reload failed, the old process goes on: " + why);
    }

    /** It is still not ready, and its probe says why; told when that takes some time, and not too often. */
    void notReadyYet(ServiceSpec spec, String why) {
        var told = Optional.of("not ready yet: " + why);
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
        if (!state.word().equals(status.state().word())) {
            LOG.debug("{}: {} {}", spec.name(), state.word(), state.why());
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
        var word = state instanceof Reloading ? "reloading" : state.word();
        var steps = new ArrayList<>(history);
        boolean same = !steps.isEmpty() && steps.getLast().state().equals(word);
        var at = same ? steps.removeLast().at() : Instant.now(); // of the same state only the latest reason counts
        steps.add(new Moment(at, word, reason(state)));
        history = List.copyOf(steps.subList(Math.max(0, steps.size() - MEMORY), steps.size()));
    }

    private String reason(ServiceState state) {
        if (state instanceof Reloading(_, var change, _)) {
            return change;
        }
        if (state instanceof Interrupted) {
            return ""; // most last for some milliseconds, before a crash that says more
        }
        return state.why().isEmpty() && !(state instanceof Ready) ? cause : state.why();
    }
}
