package dev.a3s.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.Port;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceSignal.LaunchResult;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.status.Reason;

/**
 * {@code reload = "swap"}: a second run of a service is started on a port of its own and must get ready while the first
 * one serves. One for each reload, on the runner's thread; it takes the runner's signals meanwhile.
 */
final class Swap {
    private final Run serving;
    private final Runnable interrupted;
    private final Rules rules;
    private final Transitions transitions;
    private final RunnerContext around;
    private final Mailbox mailbox;
    private final Consumer<String> notes;
    private Optional<Run> next = Optional.empty();
    private Optional<Exit> servingEnded = Optional.empty();
    private Optional<Next> instead = Optional.empty();
    private boolean respecified;

    /** @param interrupted run when nothing listens on the port of {@code serving} any more */
    Swap(Run serving, Runnable interrupted, Rules rules, Transitions transitions, RunnerContext around, Mailbox mailbox,
            Consumer<String> notes) {
        this.serving = serving;
        this.interrupted = interrupted;
        this.rules = rules;
        this.transitions = transitions;
        this.around = around;
        this.mailbox = mailbox;
        this.notes = notes;
    }

    /** How a reload ended. A run in it that does not serve is for the runner to end. */
    sealed interface Outcome {
        /** The new run is ready. */
        record Done(Run next) implements Outcome {}

        /** The new run does not get ready; the old one goes on. */
        record Refused(Optional<Run> next, Reason reason) implements Outcome {}

        /** The old run has ended by itself; the new one, if it was launched, goes on alone. */
        record Orphaned(Optional<Run> next, Exit exit) implements Outcome {}

        /** Something else was asked for meanwhile; {@code anew} if that is another reload. */
        record Overtaken(Optional<Run> next, Next instead, boolean anew) implements Outcome {}
    }

    Outcome await() throws InterruptedException {
        var spec = rules.spec().withPort(new Port.Chosen(around.freePort()));
        notes.accept("starting beside the one that serves: " + spec.command());
        var attempt = LaunchAttempt.begin(spec, Duration.ZERO, around, mailbox::send);
        var launched = awaitLaunch(attempt);
        if (launched instanceof LaunchResult.Running(var run)) {
            next = Optional.of(run);
            run.observe(new RunSignals(mailbox));
        }
        if (instead.isPresent()) {
            return overtaken();
        }
        if (servingEnded.isPresent()) {
            return new Outcome.Orphaned(next, servingEnded.get());
        }
        return switch (launched) {
            case LaunchResult.NotLaunched(var reason) -> new Outcome.Refused(next, reason);
            case LaunchResult.Running(var run) -> awaitReadiness(run);
        };
    }

    private LaunchResult awaitLaunch(LaunchAttempt attempt) throws InterruptedException {
        while (true) {
            var signal = mailbox.take();
            if (signal instanceof ServiceSignal.Launched(var result)) {
                return result;
            }
            consider(signal);
            if (instead.isPresent()) {
                attempt.cancel();
            }
        }
    }

    private Outcome awaitReadiness(Run run) throws InterruptedException {
        var warmup = new Warmup(run, rules.spec().startTimeout());
        while (true) {
            var signal = warmup.next(mailbox);
            if (signal.isEmpty()) {
                return new Outcome.Refused(next, warmup.failure());
            }
            if (signal.get() instanceof ServiceSignal.Exited(var exited, var exit) && exited == run) {
                return new Outcome.Refused(next, new Reason.Ended(exit));
            }
            if (signal.get() instanceof ServiceSignal.Listens(var listening, int port) && listening == run) {
                run.movedTo(port);
            }
            if (warmup.isOver(signal.get())) {
                notes.accept(warmup.success() + "; it serves now");
                return new Outcome.Done(run);
            }
            consider(signal.get());
            if (instead.isPresent()) {
                return overtaken();
            }
            if (servingEnded.isPresent()) {
                return new Outcome.Orphaned(next, servingEnded.get());
            }
        }
    }

    private void consider(ServiceSignal signal) {
        if (signal instanceof ServiceSignal.Exited(var exited, var exit) && exited == serving) {
            servingEnded = Optional.of(exit);
        }
        if (signal instanceof ServiceSignal.Unanswered && !serving.isListening()) {
            interrupted.run();
        }
        if (signal instanceof ServiceSignal.Kill) {
            serving.killNow();
            next.ifPresent(Run::killNow);
        }
        var wish = transitions.whileLaunching(signal, instead);
        if (wish.isPresent()) {
            instead = wish;
        }
        respecified |= signal instanceof ServiceSignal.Respec;
    }

    private Outcome overtaken() {
        var wish = instead.orElseThrow();
        boolean anew = wish instanceof Next.Again && !respecified && servingEnded.isEmpty();
        return new Outcome.Overtaken(next, wish, anew);
    }
}
