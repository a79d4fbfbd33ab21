package dev.a3s.service;

import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.Port;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceSignal.LaunchResult;
import dev.a3s.service.ServiceState.Next;

/**
 * {@code reload = "swap"}: a second run of a service is started on a port of its own and must get ready while the first
 * one serves. One object for each reload, on the runner's thread; whatever comes for the runner meanwhile comes here.
 */
final class Swap {
    private final Run serving;
    private final Runnable interrupted;
    private final Rules rules;
    private final Wishes wishes;
    private final RunnerContext around;
    private final Mailbox mailbox;
    private final Consumer<String> notes;
    private Optional<Run> next = Optional.empty();
    private Optional<Exit> servingEnded = Optional.empty();
    private Optional<Next> instead = Optional.empty();
    private boolean respecified;

    /** @param interrupted run when nothing listens on the port of {@code serving} any more */
    Swap(Run serving, Runnable interrupted, Rules rules, Wishes wishes, RunnerContext around, Mailbox mailbox,
            Consumer<String> notes) {
        this.serving = serving;
        this.interrupted = interrupted;
        this.rules = rules;
        this.wishes = wishes;
        this.around = around;
        this.mailbox = mailbox;
        this.notes = notes;
    }

    /** What a reload came to; a run in it that is not to serve is the runner's to end. */
    sealed interface Outcome {
        /** The new run is ready. */
        record Done(Run next) implements Outcome {}

        /** The new run does not get ready; the old one goes on. */
        record Refused(Optional<Run> next, String why) implements Outcome {}

        /** The old run ended by itself; the new one, if there is one yet, is on its way alone. */
        record Orphaned(Optional<Run> next, Exit exit) implements Outcome {}

        /** Something else is wanted now; {@code anew}: another reload. */
        record Overtaken(Optional<Run> next, Next instead, boolean anew) implements Outcome {}
    }

    Outcome await() throws InterruptedException {
        var spec = rules.spec().withPort(new Port.Chosen(around.freePort()));
        notes.accept("starting beside the one that serves: " + spec.command());
        var attempt = LaunchAttempt.begin(spec, around, mailbox::send);
        var launched = awaitLaunch(attempt);
        if (launched instanceof LaunchResult.Running(var run)) {
            next = Optional.of(run);
            run.report(mailbox::send);
        }
        if (instead.isPresent()) {
            return overtaken();
        }
        if (servingEnded.isPresent()) {
            return new Outcome.Orphaned(next, servingEnded.get());
        }
        return switch (launched) {
            case LaunchResult.NotLaunched(var why) -> new Outcome.Refused(next, why);
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
                return new Outcome.Refused(next, exit.describe());
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
        var wish = wishes.whileLaunching(signal, instead);
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
