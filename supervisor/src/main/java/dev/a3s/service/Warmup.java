package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.a3s.config.Elapsed;
import dev.a3s.config.Port;
import dev.a3s.health.Probe;
import dev.a3s.status.Reason;

/**
 * Waits until a run is ready: until its probe succeeds for the first time, or {@code start_timeout} is over. One for each run, on
 * the runner's thread only.
 */
final class Warmup {
    private final Run run;
    private final long deadline;
    private Optional<String> problem = Optional.empty();

    /** @param patience how long it may take from now on; zero for no limit */
    Warmup(Run run, Duration patience) {
        this.run = run;
        this.deadline = Mailbox.deadlineIfAny(patience);
    }

    /** The next signal; empty when the run is not ready in time. */
    Optional<ServiceSignal> next(Mailbox mailbox) throws InterruptedException {
        return mailbox.takeBy(deadline);
    }

    /** Whether {@code signal} is a success of the run's probe. What a failure says is kept for {@link #complaint}. */
    boolean isOver(ServiceSignal signal) {
        if (!(signal instanceof ServiceSignal.Probed(var probed, var result)) || probed != run) {
            return false;
        }
        return switch (result) {
            case Probe.Result.Healthy _ -> true;
            case Probe.Result.Unhealthy(var why) -> {
                problem = Optional.of(why);
                yield false;
            }
        };
    }

    /** "ready after 1.2s". */
    String success() {
        return "ready after " + Elapsed.text(Duration.between(run.startedAt(), Instant.now()));
    }

    /** What the probe said last; empty before it has failed once. */
    Optional<Reason> complaint() {
        return problem.map(this::hinted).map(Reason.NotReadyYet::new);
    }

    /** The reason of a service that was not ready in time, with the last result of its probe. */
    Reason failure() {
        return new Reason.NotReadyInTime(run.spec().startTimeout(),
                hinted(problem.orElse("its probe has not answered")));
    }

    /** {@code why}, with what to write instead for a worker whose port was left out. */
    private String hinted(String why) {
        var spec = run.spec();
        boolean unasked = spec.port() instanceof Port.Chosen && spec.health().isEmpty();
        return unasked ? why + "; it should listen on its PORT, or say port = 0 if it listens nowhere" : why;
    }
}
