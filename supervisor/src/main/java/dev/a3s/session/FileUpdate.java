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
 * stopped and removed. New services are added and can be started. A running service restarts if its specification or its
 * environment has changed; all others are not touched. Each method is called once, in the order of declaration, on the
 * thread that changes the session, which runs by {@link #services} and the new options from {@link #restartChanged} on.
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
        for (var name : difference.removed()) {
            before.runner(name).send(new ServiceSignal.Retire(Reason.Event.REMOVED));
        }
        statuses.await(difference.removed(), status -> status.state() instanceof ServiceState.Retired);
    }

    /** The services of the session after the update. */
    Services services() {
        return after;
    }

    /** Restarts the running services whose specification, environment or owner has changed. */
    void restartChanged() {
        for (var name : difference.changed()) {
            after.signal(name, new ServiceSignal.Respec(after.spec(name)));
        }
        var drift = EnvironmentDrift.of(after, context);
        difference = difference.with(drift.variables());
        boolean otherEnvironment = options.changesEnvironment(oldOptions);
        after.runners().forEach((name, runner) -> {
            boolean handedOver = options.external().contains(name) && !oldOptions.external().contains(name);
            if (runner.status().state().living().isPresent() && (handedOver || otherEnvironment)) {
                after.signal(name, new ServiceSignal.Restart(
                        handedOver ? Reason.Event.EXTERNAL : Reason.Event.ENVIRONMENT_REFRESHED));
            } else if (drift.sources().containsKey(name) && !difference.changed().contains(name)) {
                after.signal(name, new ServiceSignal.Restart(
                        new Reason.VariablesChanged(drift.sources().get(name))));
            }
        });
    }

    /** Publishes the new services' statuses and starts their runners' threads; followers forget the removed services. */
    void beginAdded(Statuses statuses) {
        difference.removed().forEach(statuses::forget);
        for (var name : difference.added()) {
            statuses.publish(after.runner(name).status());
            after.runner(name).begin();
        }
    }
}
