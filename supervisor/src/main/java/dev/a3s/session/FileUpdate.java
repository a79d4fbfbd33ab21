package dev.a3s.session;

import java.util.LinkedHashMap;

import dev.a3s.config.A3sfile;
import dev.a3s.service.RunnerContext;
import dev.a3s.service.ServiceRunner;
import dev.a3s.service.ServiceSignal;
import dev.a3s.service.ServiceState;
import dev.a3s.status.Changes;
import dev.a3s.status.Reason;

/**
 * Takes a running session to another version of its file, or to other options. Services that the file no longer has are
 * stopped and removed, dependents first. New services are added and can be started. A running service restarts if its
 * specification or its environment has changed, and a completed task runs again if its specification has: each once, and not
 * before what it depends on is ready again. A task that is running comes to its end first. All others are not touched, also
 * if they depend on what restarts or runs again. Each method is called once, in the order of declaration, on the thread that
 * changes the session, which runs by {@link #services} and the new options from {@link #restartChanged} on.
 */
final class FileUpdate {
    private final Services before;
    private final Services after;
    private final SessionOptions oldOptions;
    private final SessionOptions options;
    private final RunnerContext context;
    private Changes difference;

    /**
     * @param changed the new version of the file, resolved
     * @param options how the session runs from then on, where that is not as its file says
     * @param context for the runners of new services
     */
    FileUpdate(Services before, SessionOptions oldOptions, A3sfile changed, SessionOptions options,
            RunnerContext context) {
        this.before = before;
        this.oldOptions = oldOptions;
        this.options = options;
        this.context = context;
        this.difference = Changes.between(before.file(), changed);
        var runners = new LinkedHashMap<String, ServiceRunner>();
        changed.runnable().forEach((name, spec) -> runners.put(name, difference.added().contains(name)
                ? ServiceRunner.stopped(spec, context)
                : before.runner(name)));
        this.after = Services.of(changed, runners);
    }

    /** What is different; that of the environment is known once {@link #restartChanged} has compared it. */
    Changes difference() {
        return difference;
    }

    /** Stops the services that the file no longer has, and waits until nothing of them lives. */
    void retireRemoved(Statuses statuses) throws InterruptedException {
        for (var wave : before.graph().waves().reversed()) {
            var retiring = wave.stream().filter(difference.removed()::contains).toList();
            for (var name : retiring) {
                before.runner(name).send(new ServiceSignal.Retire(Reason.Event.REMOVED));
            }
            statuses.await(retiring, status -> status.state() instanceof ServiceState.Retired);
        }
    }

    /** The services of the session after the update. */
    Services services() {
        return after;
    }

    /**
     * Tells runners what has changed for them, dependencies first: whoever is told finds what it depends on stopped already, if
     * that restarts as well, and waits for it.
     */
    void restartChanged() {
        var drift = EnvironmentDrift.of(after, context);
        difference = difference.with(drift.variables());
        for (var name : after.graph().startOrder()) {
            if (!difference.added().contains(name)) {
                update(name, drift);
            }
        }
    }

    private void update(String name, EnvironmentDrift drift) {
        var spec = after.spec(name);
        if (difference.changed().contains(name)) {
            after.signal(name, new ServiceSignal.Respec(spec));
            boolean restarts = !before.spec(name).withWatch(spec.watch()).equals(spec);
            if (restarts) {
                return;
            }
        }
        boolean handedOver = options.external().contains(name) && !oldOptions.external().contains(name);
        boolean otherEnvironment = options.changesEnvironment(oldOptions) && !spec.runsToCompletion();
        if (runs(name) && (handedOver || otherEnvironment)) {
            after.signal(name, new ServiceSignal.Restart(
                    handedOver ? Reason.Event.EXTERNAL : Reason.Event.ENVIRONMENT_REFRESHED));
        } else if (runs(name) && drift.sources().containsKey(name)) {
            after.signal(name, new ServiceSignal.Restart(new Reason.VariablesChanged(drift.sources().get(name))));
        }
    }

    private boolean runs(String name) {
        var state = after.runner(name).status().state();
        return state.living().isPresent() || state instanceof ServiceState.Launching;
    }

    /** Publishes the new services' statuses and starts their runners' threads; followers forget the removed services. */
    void beginAdded(Statuses statuses) {
        difference.removed().forEach(statuses::forget);
        for (var name : difference.added()) {
            statuses.publish(after.runner(name).status());
            after.runner(name).begin();
        }
    }

    /** Starts those new services that changed ones wait for now. */
    void startNeeded() {
        var changed = difference.changed().stream().filter(name -> !after.runner(name).status().state().atRest())
                .toList();
        for (var name : after.graph().withDependencies(changed)) {
            if (difference.added().contains(name)) {
                after.signal(name, new ServiceSignal.Start(Reason.Event.UP));
            }
        }
    }
}
