package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.ServiceSpec;
import dev.a3s.health.Probe;
import dev.a3s.process.Exit;
import dev.a3s.service.ServiceSignal.Exited;
import dev.a3s.service.ServiceSignal.FilesChanged;
import dev.a3s.service.ServiceSignal.Gone;
import dev.a3s.service.ServiceSignal.Kill;
import dev.a3s.service.ServiceSignal.LaunchResult;
import dev.a3s.service.ServiceSignal.Launched;
import dev.a3s.service.ServiceSignal.Listens;
import dev.a3s.service.ServiceSignal.Probed;
import dev.a3s.service.ServiceSignal.Respec;
import dev.a3s.service.ServiceSignal.Unanswered;
import dev.a3s.service.ServiceState.Asleep;
import dev.a3s.service.ServiceState.BackingOff;
import dev.a3s.service.ServiceState.Completed;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Interrupted;
import dev.a3s.service.ServiceState.Launching;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceState.Pending;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Reloading;
import dev.a3s.service.ServiceState.Retired;
import dev.a3s.service.ServiceState.Starting;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Stopping;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.status.Reason;

/**
 * The life of one service as a state machine. A virtual thread of its own decides the state; everybody else sends it a
 * {@link ServiceSignal}. Each state has a method that waits for signals and returns the state that follows, perhaps the same.
 * Signals that do not matter in a state are dropped, and so are those of an earlier {@link Run}.
 */
public final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final Mailbox mailbox = new Mailbox();
    private final Recheck recheck = new Recheck(mailbox);
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final RunnerContext around;
    private final Notes notes;
    private final RunStopper stopper;
    private final Watching watching;
    private final Rules rules;
    private final Transitions transitions;
    private final StatusHistory history;
    private final Liveness liveness;
    private ServiceState state;
    /** The run of which the last stop left something. */
    private Optional<Run> survivor = Optional.empty();

    private ServiceRunner(ServiceStatus from, RunnerContext around) {
        this.around = around;
        this.notes = new Notes(from.service(), around);
        this.stopper = new RunStopper(from.service(), notes, mailbox::send);
        this.watching = new Watching(mailbox::send, notes::add);
        this.rules = new Rules(from.spec(), notes::add, watching);
        this.transitions = new Transitions(rules);
        this.history = new StatusHistory(from, around, watching);
        this.liveness = new Liveness(rules, around, notes, history);
        this.state = from.state();
    }

    /** A runner for a service that is stopped until {@link ServiceSignal.Start} is sent. */
    public static ServiceRunner stopped(ServiceSpec spec, RunnerContext around) {
        return new ServiceRunner(ServiceStatus.notStarted(spec), around);
    }

    /** A runner for a service as an earlier daemon left it. */
    public static ServiceRunner resumed(ServiceStatus left, RunnerContext around) {
        return new ServiceRunner(left, around);
    }

    /** Starts the runner's thread, which acts on signals sent before first. Called once. */
    public void begin() {
        state.living().ifPresent(run -> run.observe(new RunSignals(mailbox)));
        Thread.ofVirtual().name("service " + rules.spec().name()).start(this::live);
    }

    /** Sends the runner a signal. Any thread; never blocks. */
    public void send(ServiceSignal signal) {
        mailbox.send(signal);
    }

    /**
     * Has the runner look whether the service still listens, because a request to it was not answered. Any thread; once this
     * completes, the status says what was found.
     */
    public CompletableFuture<Void> recheck() {
        return recheck.ask().applyToEither(over, _ -> null);
    }

    /** Completes once every signal sent before has been acted on, or when the runner has ended. */
    public CompletableFuture<Void> settled() {
        return mailbox.barrier().applyToEither(over, _ -> null);
    }

    /** Ends the runner and leaves its process alone: the next daemon takes that over. */
    public void abandon() {
        mailbox.end();
    }

    /** The latest status. Any thread. */
    public ServiceStatus status() {
        return history.status();
    }

    private void live() {
        try {
            run();
        } finally {
            over.complete(null);
        }
    }

    private void run() {
        watching.adjust(state, rules.spec());
        while (!(state instanceof Retired)) {
            try {
                enter(next());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("service {} in state {}", rules.spec().name(), state.phase(), e);
                var fault = new Reason.Fault(e.getMessage());
                enter(state.living()
                        .<ServiceState>map(run -> new Stopping(run, new Next.GiveUp(fault)))
                        .orElse(new Failed(fault)));
            }
        }
    }

    private ServiceState next() throws InterruptedException {
        return switch (state) {
            case Stopped _, Asleep _, Completed _, Failed _ -> awaitStart();
            case Pending pending -> awaitDependencies(pending);
            case Launching _ -> awaitLaunch();
            case Starting(var run) -> awaitReadiness(run);
            case Ready ready -> watchOver(ready);
            case Interrupted interrupted -> awaitListener(interrupted);
            case Unhealthy unhealthy -> awaitRecovery(unhealthy);
            case Reloading reloading -> awaitSwap(reloading);
            case BackingOff backingOff -> awaitRetry(backingOff);
            case Stopping(var run, var next) -> awaitEnd(run, next);
            case Retired retired -> retired;
        };
    }

    private void enter(ServiceState entered) {
        if (entered.equals(state)) {
            return;
        }
        state = entered;
        watching.adjust(state, rules.spec());
        if (state instanceof Failed) {
            watching.remedy().ifPresent(notes::add);
        }
        history.enter(state, rules.spec());
    }

    // --- no process lives

    private ServiceState awaitStart() throws InterruptedException {
        return withoutProcess(mailbox.take());
    }

    private ServiceState awaitDependencies(Pending pending) throws InterruptedException {
        var hold = around.hold(rules.spec());
        if (hold.isEmpty()) {
            return new Launching();
        }
        return hold.get().equals(pending.hold()) ? withoutProcess(mailbox.take()) : new Pending(hold.get());
    }

    private ServiceState awaitRetry(BackingOff backingOff) throws InterruptedException {
        var wait = rules.bounded(Duration.between(Instant.now(), backingOff.retryAt()));
        return mailbox.takeBy(Mailbox.deadline(wait)).map(this::withoutProcess)
                .orElseGet(() -> start(new Reason.Again(backingOff.because())));
    }

    /** The state that follows on a signal while no process lives and none is being launched. */
    private ServiceState withoutProcess(ServiceSignal signal) {
        var wish = transitions.withoutProcess(signal, state);
        if (wish.isEmpty() && signal instanceof Respec) {
            history.amend(rules.spec());
        }
        if (survivor.isPresent() && state instanceof Failed && wish.filter(Next.Rest.class::isInstance).isPresent()) {
            return new Stopping(survivor.get(), wish.get()); // whatever could not be ended is tried again
        }
        return wish.map(this::follow).orElse(state);
    }

    private ServiceState start(Reason reason) {
        history.starts(reason);
        return around.hold(rules.spec()).<ServiceState>map(Pending::new).orElse(new Launching());
    }

    // --- it is being launched

    private ServiceState awaitLaunch() throws InterruptedException {
        notes.addLaunch("starting: " + rules.spec().command());
        var attempt = LaunchAttempt.begin(rules.spec(), watching.launching(), around, mailbox::send);
        Optional<Next> instead = Optional.empty();
        while (true) {
            var signal = mailbox.take();
            if (signal instanceof Launched(var result)) {
                return launched(result, instead);
            }
            var wish = transitions.whileLaunching(signal, instead);
            if (wish.isPresent()) {
                instead = wish;
                attempt.cancel();
            }
        }
    }

    private ServiceState launched(LaunchResult result, Optional<Next> instead) {
        return switch (result) {
            case LaunchResult.Running(var run) -> {
                run.observe(new RunSignals(mailbox));
                yield instead.<ServiceState>map(next -> new Stopping(run, next)).orElse(new Starting(run));
            }
            case LaunchResult.NotLaunched(var reason) -> {
                if (instead.isEmpty()) {
                    notes.add("could not start: " + reason.words());
                }
                yield follow(instead.orElse(new Next.GiveUp(reason)));
            }
        };
    }

    private ServiceState awaitReadiness(Run run) throws InterruptedException {
        var patience = around.isExternal(rules.spec().name()) ? Duration.ZERO : rules.spec().startTimeout();
        var warmup = new Warmup(run, patience);
        while (true) {
            var signal = warmup.next(mailbox);
            if (signal.isEmpty()) {
                notes.add(warmup.failure().words());
                return new Stopping(run, new Next.GiveUp(warmup.failure()));
            }
            var following = withProcess(run, signal.get());
            if (following.isPresent()) {
                return following.get();
            }
            if (warmup.isOver(signal.get())) {
                notes.add(warmup.success());
                return new Ready(run, Instant.now());
            }
            warmup.complaint().ifPresent(reason -> history.notReadyYet(rules.spec(), reason));
        }
    }

    // --- it runs

    private ServiceState watchOver(Ready ready) throws InterruptedException {
        var run = ready.run();
        int failures = 0;
        while (true) {
            var signal = mailbox.takeBy(Mailbox.deadlineIfAny(rules.idleStop().look()));
            var following = signal.isPresent() ? withProcess(run, signal.get()) : ifUnused(ready);
            if (following.isPresent()) {
                return following.get();
            }
            if (signal.isPresent() && signal.get() instanceof Unanswered && !run.isListening()) {
                return new Interrupted(ready);
            }
            if (signal.isEmpty() || !(signal.get() instanceof Probed(var probed, var result)) || probed != run) {
                continue;
            }
            failures = result instanceof Probe.Result.Healthy ? 0 : failures + 1;
            if (result instanceof Probe.Result.Unhealthy(var why) && failures >= rules.retries()) {
                return unhealthy(ready, new Reason.ProbeFailed(why));
            }
        }
    }

    private ServiceState awaitListener(Interrupted interrupted) throws InterruptedException {
        var ready = interrupted.ready();
        var run = ready.run();
        long deadline = Mailbox.deadline(rules.interruption(around.monitor()));
        while (System.nanoTime() < deadline) {
            var signal = mailbox.takeBy(Mailbox.deadline(LOOK_AGAIN));
            if (signal.isPresent()) {
                var following = withProcess(run, signal.get());
                if (following.isPresent()) {
                    return following.get();
                }
            } else if (run.isServed()) {
                return ready;
            }
        }
        return unhealthy(ready, Reason.Event.PORT_CLOSED);
    }

    private Optional<ServiceState> ifUnused(Ready ready) {
        return rules.idleStop().reason(ready.since(), around.unusedSince(rules.spec().name())).map(unused -> {
            notes.add("stopping until its next request: " + unused.words());
            return new Stopping(ready.run(), new Next.Doze(unused));
        });
    }

    private ServiceState unhealthy(Ready ready, Reason reason) {
        var unhealthy = new Reason.Unhealthy(reason);
        notes.add(unhealthy.words());
        return rules.restartsUnhealthy()
                ? new Stopping(ready.run(), new Next.Again(unhealthy))
                : new Unhealthy(ready.run(), ready.since(), reason);
    }

    private ServiceState awaitRecovery(Unhealthy unhealthy) throws InterruptedException {
        var signal = mailbox.take();
        var following = withProcess(unhealthy.run(), signal);
        if (following.isPresent()) {
            return following.get();
        }
        if (signal instanceof Unanswered && unhealthy.because() != Reason.Event.PORT_CLOSED
                && !unhealthy.run().isListening()) {
            return new Interrupted(new Ready(unhealthy.run(), unhealthy.since()));
        }
        if (!(signal instanceof Probed(var probed, Probe.Result.Healthy _)) || probed != unhealthy.run()) {
            return unhealthy;
        }
        notes.add("healthy again");
        return new Ready(unhealthy.run(), unhealthy.since());
    }

    /** The state that follows on a signal while {@code run} lives; empty if it stays the same. */
    private Optional<ServiceState> withProcess(Run run, ServiceSignal signal) {
        var end = liveness.endOf(run, signal, state);
        if (end.isPresent()) {
            return Optional.of(ended(run, end.get()));
        }
        if (signal instanceof Listens(var listening, int port) && listening == run) {
            run.movedTo(port);
            run.remark().map(Reason::words).ifPresent(notes::add);
            history.amend(rules.spec());
        }
        if (signal instanceof Respec(var changed) && rules.differsInWatchOnly(changed)) {
            rules.apply(changed);
            watching.adjust(state, changed);
            history.amend(changed);
            return Optional.empty();
        }
        if (signal instanceof Kill) {
            run.killNow();
        }
        if (signal instanceof FilesChanged(var change) && run.isForeign()) {
            rules.notice(change, "; what runs was not started by a3s and goes on as it was");
            return Optional.empty();
        }
        var instead = transitions.whileRunning(signal);
        if (signal instanceof FilesChanged && instead.isEmpty() && watching.notice().isPresent()) {
            history.amend(rules.spec());
        }
        return instead.map(next -> instead(run, next, signal));
    }

    private ServiceState instead(Run run, Next next, ServiceSignal signal) {
        boolean reload = next instanceof Next.Again && !(signal instanceof Respec) && !run.isForeign();
        var ready = state.readySince();
        return reload && rules.swaps() && ready.isPresent() && !watching.nextStartIsTrial()
                ? new Reloading(new Ready(run, ready.get()), next.reason(), true)
                : new Stopping(run, next);
    }

    private ServiceState awaitSwap(Reloading reloading) throws InterruptedException {
        var serving = reloading.serving();
        watching.launchingBesides();
        Runnable interrupted = () -> enter(new Reloading(serving, reloading.cause(), false));
        return switch (new Swap(serving.run(), interrupted, rules, transitions, around, mailbox, notes::add).await()) {
            case Swap.Outcome.Done(var next) -> {
                history.starts(reloading.cause());
                enter(new Ready(next, Instant.now()));
                stopper.leave(serving.run(), true); // not before the routes lead to the other run
                yield state;
            }
            case Swap.Outcome.Refused(var next, var reason) -> {
                var failed = new Reason.ReloadFailed(reason);
                next.ifPresent(run -> stopper.leave(run, false));
                notes.add(failed.words());
                history.refusedReload(failed);
                yield serving;
            }
            case Swap.Outcome.Orphaned(var next, var exit) -> {
                if (next.isEmpty()) {
                    yield ended(serving.run(), exit);
                }
                history.exited(exit);
                history.starts(reloading.cause());
                stopper.leave(serving.run(), false);
                yield new Starting(next.get());
            }
            case Swap.Outcome.Overtaken(var next, var instead, boolean anew) -> {
                next.ifPresent(run -> stopper.leave(run, false));
                yield anew ? new Reloading(serving, instead.reason(), true) : new Stopping(serving.run(), instead);
            }
        };
    }

    private ServiceState ended(Run run, Exit exit) {
        notes.drain();
        history.exited(exit);
        var healthy = state.readySince()
                .map(since -> Duration.between(since, Instant.now()))
                .orElse(Duration.ZERO);
        return new Stopping(run, rules.afterExit(exit, healthy));
    }

    // --- it is being stopped

    private ServiceState awaitEnd(Run run, Next next) throws InterruptedException {
        if (!(next instanceof Next.Again || next instanceof Next.Doze)) {
            run.hurry();
        }
        stopper.stop(run);
        var signal = mailbox.take();
        if (signal instanceof Gone gone && gone.run() == run) {
            return gone(next, gone);
        }
        if (signal instanceof Exited(var exited, var exit) && exited == run) {
            history.exited(exit);
        }
        if (signal instanceof Kill) {
            stopper.killNow(run);
        }
        return transitions.whileStopping(signal, next).<ServiceState>map(wish -> new Stopping(run, wish)).orElse(state);
    }

    private ServiceState gone(Next next, Gone gone) {
        stopper.stopped();
        notes.drain();
        gone.left().ifPresent(what -> notes.add("not all of it is gone: " + what));
        survivor = gone.left().map(_ -> gone.run());
        if (gone.left().isPresent() && next instanceof Next.Rest) {
            return new Failed(new Reason.Survived(gone.left().get()));
        }
        if (!(next instanceof Next.Later || next instanceof Next.GiveUp || next instanceof Next.Done)) {
            history.lastExit().ifPresentOrElse(exit -> notes.add("stopped (" + exit.describe() + ")"),
                    () -> notes.add("stopped"));
        }
        return next instanceof Next.Rest(var reason) && !gone.spared().isEmpty()
                ? new Stopped(new Reason.Sparing(reason, gone.spared()))
                : follow(next);
    }

    private ServiceState follow(Next next) {
        return switch (next) {
            case Next.Rest(var reason) -> new Stopped(reason);
            case Next.Doze _ -> new Asleep();
            case Next.Done _ -> new Completed();
            case Next.Again(var reason) -> start(reason);
            case Next.Later(var retryAt, var reason) -> new BackingOff(retryAt, reason);
            case Next.GiveUp(var reason) -> new Failed(reason);
            case Next.Leave(var reason) -> new Retired(reason);
        };
    }
}
