package dev.a3s.session;

import java.util.Optional;

import dev.a3s.config.ServiceSpec.Condition;
import dev.a3s.service.Hold;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;

/** Whether a dependency is where a dependent needs it. */
final class Dependencies {
    private Dependencies() {}

    /** What still holds a dependent that waits for {@code condition}; empty when it may start. */
    static Optional<Hold> hold(ServiceStatus dependency, Condition condition) {
        if (fulfils(dependency, condition)) {
            return Optional.empty();
        }
        var name = dependency.service();
        var state = dependency.state();
        boolean itself = state.why().isEmpty() || state instanceof ServiceState.Pending;
        var why = name + " is " + state.word() + (itself ? "" : " (" + state.why() + ")");
        boolean hopeless = dependency.settled() && !(state instanceof ServiceState.Unhealthy);
        return Optional.of(hopeless ? new Hold.Blocked(name, why) : new Hold.Waiting(name, why));
    }

    private static boolean fulfils(ServiceStatus dependency, Condition condition) {
        var state = dependency.state();
        return switch (condition) {
            case HEALTHY -> dependency.ready();
            case STARTED -> (state.living().isPresent() && !(state instanceof ServiceState.Stopping))
                    || state instanceof ServiceState.Completed;
            case COMPLETED -> state instanceof ServiceState.Completed
                    || (state instanceof ServiceState.Stopped(var why) && why.equals("exited 0"));
        };
    }
}
