package dev.a3s.session;

import java.util.Optional;

import dev.a3s.config.ServiceSpec.Condition;
import dev.a3s.service.Hold;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;
import dev.a3s.status.Reason;

/** Decides whether a dependency has come to the state that a dependent waits for. */
final class Dependencies {
    private Dependencies() {}

    /** What still holds a dependent that waits for {@code condition}; empty when it may start. */
    static Optional<Hold> hold(ServiceStatus dependency, Condition condition) {
        if (fulfils(dependency, condition)) {
            return Optional.empty();
        }
        var name = dependency.service();
        var state = dependency.state();
        var because = state instanceof ServiceState.Pending ? Optional.<Reason>empty() : state.reason();
        var held = new Reason.Held(name, state.phase(), because);
        boolean hopeless = dependency.settled() && !(state instanceof ServiceState.Unhealthy);
        return Optional.of(hopeless ? new Hold.Blocked(held) : new Hold.Waiting(held));
    }

    private static boolean fulfils(ServiceStatus dependency, Condition condition) {
        var state = dependency.state();
        return switch (condition) {
            case HEALTHY -> dependency.ready();
            case STARTED -> (state.living().isPresent() && !(state instanceof ServiceState.Stopping))
                    || state instanceof ServiceState.Completed;
            case COMPLETED -> state instanceof ServiceState.Completed
                    || (state instanceof ServiceState.Stopped(Reason.Ended(var exit)) && exit.success());
        };
    }
}
