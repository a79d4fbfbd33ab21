package dev.a3s.service;

import java.util.Optional;

import dev.a3s.health.Probe;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceState.Starting;

/**
 * Whether a run is over. Its command's end says so, unless that exited 0 and what it started goes on: it serves the port
 * ({@code docker compose up -d}), or is about to, as a daemon is that has just left its parent. From then on, and for
 * what a3s did not start, the port alone tells. The runner's thread only.
 */
final class SignsOfLife {
    private final Rules rules;
    private final RunnerContext around;
    private final Notes notes;
    private final Chronicle chronicle;

    SignsOfLife(Rules rules, RunnerContext around, Notes notes, Chronicle chronicle) {
        this.rules = rules;
        this.around = around;
        this.notes = notes;
        this.chronicle = chronicle;
    }

    /** How {@code run} ended, if {@code signal} says that it did, to a service in {@code state}. */
    Optional<Exit> endOf(Run run, ServiceSignal signal, ServiceState state) {
        if (signal instanceof ServiceSignal.Exited(var exited, var exit) && exited == run) {
            if (!exit.success() || rules.spec().runsToCompletion() || run.port().isEmpty() || !isThere(run, state)) {
                return Optional.of(exit);
            }
            goOnWithoutCommand(run, exit);
        }
        boolean failing = signal instanceof ServiceSignal.Probed(var probed, Probe.Result.Unhealthy _) && probed == run;
        return failing && isToldByPort(run) && !isThere(run, state)
                ? Optional.of(new Exit.Unknown("nothing listens on its port any more"))
                : Optional.empty();
    }

    private void goOnWithoutCommand(Run run, Exit exit) {
        run.detach();
        notes.add(exit.describe() + "; what it started goes on, and is told by its port " + run.port().getAsInt());
        chronicle.exited(exit);
        chronicle.amend(rules.spec());
    }

    /** Not one that the user runs: that may come back. */
    private boolean isToldByPort(Run run) {
        return run.isDetached() || (run.isForeign() && !around.isExternal(rules.spec().name()));
    }

    private static boolean isThere(Run run, ServiceState state) {
        return run.isServed() || (state instanceof Starting && run.hasProcesses());
    }
}
