package dev.a3s.service;

import java.util.Optional;

import dev.a3s.config.ServiceSpec;
import dev.a3s.health.Probe;
import dev.a3s.process.Exit;
import dev.a3s.status.Reason;
import dev.a3s.watch.Change;

/**
 * Something a runner should know. What comes from a {@link Run} says which, so that news of an old one is not taken for
 * the new.
 */
public sealed interface ServiceSignal {

    /** It should run; {@code reason} says who wants it. No effect if it does already. */
    record Start(Reason reason) implements ServiceSignal {}

    /** It should be there for its first request, if it is stopped. */
    record Sleep() implements ServiceSignal {}

    /** It should not run. */
    record Stop(Reason reason) implements ServiceSignal {}

    /** It should stop, if it runs, and start. */
    record Restart(Reason reason) implements ServiceSignal {}

    /** A stop in progress should skip its grace; otherwise stop without any. */
    record Kill() implements ServiceSignal {}

    /** The file now says this about it; it is restarted if it runs. */
    record Respec(ServiceSpec spec) implements ServiceSignal {}

    /** It should stop and be gone from the session. */
    record Retire(Reason reason) implements ServiceSignal {}

    /** A dependency changed its state. */
    record DependencyMoved() implements ServiceSignal {}

    /** Watched files changed. */
    record FilesChanged(Change change) implements ServiceSignal {}

    /** The command of this run ended. */
    record Exited(Run run, Exit exit) implements ServiceSignal {}

    /** The probe of this run answered. */
    record Probed(Run run, Probe.Result result) implements ServiceSignal {}

    /** This run listens somewhere else than was expected. */
    record Listens(Run run, int port) implements ServiceSignal {}

    /** A request to what runs was refused or ended without an answer. */
    record Unanswered() implements ServiceSignal {}

    /** Nothing of this run lives any more, or what {@code left} says. */
    record Gone(Run run, Optional<String> left) implements ServiceSignal {}

    /** What had to be done before the launch is done: the run, or why there is none. */
    record Launched(LaunchResult result) implements ServiceSignal {}

    /** How a launch went. */
    sealed interface LaunchResult {
        record Running(Run run) implements LaunchResult {}

        record NotLaunched(Reason reason) implements LaunchResult {}
    }
}
