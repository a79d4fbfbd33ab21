package dev.a3s.service;

import java.util.Optional;

import dev.a3s.health.Probe;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceState.Starting;

/**
 * Decides whether a run is over. A run is over when its command has exited, unless it exited 0 and what it started goes on: that
 * serves the port ({@code docker compose up -d}), or is about to, like a daemon that has just left its parent. From then on the run
 * is over when its port is closed; so is one that a3s did not start. The runner's thread only.
 */
final class Liveness {
    private final Rules rules;
    private final RunnerContext around;
    private final Notes notes;
    private final StatusHistory history;

    Liveness(Rules rules, RunnerContext around, Notes notes, StatusHistory history) {
        this.rules = rules;
        this.around = around;
        this.notes = notes;
        this.history = history;
    }

    /** How {@code run} ended, if {@code signal} shows that it did; empty while it goes on. */
    Optional<Exit> endOf(Run run, ServiceSignal signal, ServiceState state) {
        if (signal instanceof ServiceSignal.Exited(var exited, var exit) && exited == run) {
            if (!exit.success() || rules.spec().runsToCompletion() || run.port().isEmpty() || !isThere(run, state)) {
                return Optional.of(exit);
            }
            goOnWithoutCommand(run, exit);
        }
        boolean failing = signal instanceof ServiceSignal.Probed(var probed, Probe.Result.Unhealthy _) && probed == run;
        return failing && dependsOnPort(run) && !isThere(run, state)
                ? Optional.of(new Exit.Unknown("nothing listens on its port any more"))
                : Optional.empty();
    }

    private void goOnWithoutCommand(Run run, Exit exit) {
        run.detach();
        notes.add(exit.describe() + "; what it started goes on, and is told by its port " + run.port().getAsInt());
        history.exited(exit);
        history.amend(rules.spec());
    }

    /** Whether an open port is its only sign of life. What the user runs is left out: that may come back. */
    private boolean dependsOnPort(Run run) {
        return run.isDetached() || (run.isForeign() && !around.isExternal(rules.spec().name()));
    }

    private static boolean isThere(Run run, ServiceState state) {
        return run.isServed() || (state instanceof Starting && run.hasProcesses());
    }
}
