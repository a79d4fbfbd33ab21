package dev.a3s.service;

import java.util.List;
import java.util.Optional;

import dev.a3s.config.ServiceSpec;
import dev.a3s.health.Probe;
import dev.a3s.process.Exit;
import dev.a3s.status.Reason;
import dev.a3s.watch.Change;
import dev.a3s.watch.Inventory;

/**
 * A message to a runner. One that comes from a {@link Run} names it, so that a late message of an old run is not taken for the
 * new one's.
 */
public sealed interface ServiceSignal {

    /** Start the service; {@code reason} says who wants it. No effect if it runs. */
    record Start(Reason reason) implements ServiceSignal {}

    /** If the service is stopped, start it with its first request. */
    record Sleep() implements ServiceSignal {}

    /** Stop the service. */
    record Stop(Reason reason) implements ServiceSignal {}

    /** Stop the service if it runs, and start it. */
    record Restart(Reason reason) implements ServiceSignal {}

    /** Stop the service without grace; a stop under way skips the rest of its grace. */
    record Kill() implements ServiceSignal {}

    /** The file says {@code spec} now; the service is restarted if it runs. */
    record Respec(ServiceSpec spec) implements ServiceSignal {}

    /** Stop the service and end the runner. */
    record Retire(Reason reason) implements ServiceSignal {}

    /** A dependency changed its state. */
    record DependencyMoved() implements ServiceSignal {}

    /** Watched files changed. */
    record FilesChanged(Change change) implements ServiceSignal {}

    /** Every watched file has been read. */
    record FilesRead(Inventory inventory) implements ServiceSignal {}

    /** Since {@code change} was held back, it has been quiet for long, or other changes have come. */
    record FilesQuiet(Change change) implements ServiceSignal {}

    /** The command of {@code run} has exited. */
    record Exited(Run run, Exit exit) implements ServiceSignal {}

    /** The probe of {@code run} has a result. */
    record Probed(Run run, Probe.Result result) implements ServiceSignal {}

    /** {@code run} listens on another port than was expected. */
    record Listens(Run run, int port) implements ServiceSignal {}

    /** The proxy had a connection to the service refused, or ended without an answer. */
    record Unanswered() implements ServiceSignal {}

    /** {@code run} was ended; {@code left} says what could not be, and {@code spared} what was not to be, for a user. */
    record Gone(Run run, Optional<String> left, List<String> spared) implements ServiceSignal {}

    /** A {@link LaunchAttempt} has ended. */
    record Launched(LaunchResult result) implements ServiceSignal {}

    /** What a launch led to. */
    sealed interface LaunchResult {
        record Running(Run run) implements LaunchResult {}

        record NotLaunched(Reason reason) implements LaunchResult {}
    }
}
