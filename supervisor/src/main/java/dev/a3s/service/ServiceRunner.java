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

/**
 * The life of one service, told in order. The only thread that decides its state is the virtual one that this class
 * runs on; everything else arrives as a {@link ServiceSignal}. Each state has a method that waits for what matters in
 * it and returns the state that follows, which may be the same one: then it waits on. Signals that do not matter there
 * are dropped, and so is what an earlier {@link Run} still had to say.
 */
public final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final Mailbox mailbox = new Mailbox();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final RunnerContext around;
    private final Notes notes;
    private final Endings endings;
    private final Watching watching;
    private final Rules rules;
    private final Wishes wishes;
    private final Chronicle chronicle;
    private final SignsOfLife signsOfLife;
    private ServiceState state;
    private CompletableFuture<Void> lookBegins = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> lookDone = lookBegins;

    private ServiceRunner(ServiceStatus from, RunnerContext around) {
        this.around = around;
        this.notes = new Notes(from.service(), around);
        this.endings = new Endings(from.service(), notes, mailbox::send);
        this.watching = new Watching(mailbox::send, notes::add);
        this.rules = new Rules(from.spec(), notes::add, watching);
        this.wishes = new Wishes(rules);
        this.chronicle = new Chronicle(from, around, watching);
        this.signsOfLife = new SignsOfLife(rules, around, notes, chronicle);
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

    /** Begins to live; what was sent before is acted on first. Called once, when its context is complete. */
    public void begin() {
        state.living().ifPresent(run -> run.report(mailbox::send));
        Thread.ofVirtual().name("service " + rules.spec().name()).start(this::live);
    }

    /** Any thread; never blocks. */
    public void send(ServiceSignal signal) {
        mailbox.send(signal);
    }

    /**
     * Has the runner look whether what it runs still listens, because a request to it was not answered. Any thread; the
     * status says what was found once this completes. Whoever asks before the look has begun shares it.
     */
    public CompletableFuture<Void> recheck() {
        synchronized (mailbox) {
            if (lookBegins.isDone()) {
                lookBegins = mailbox.barrier();
                mailbox.send(new Unanswered());
                lookDone = settled();
            }
            return lookDone.copy();
        }
    }

    /** Completes once every signal sent before has been acted on, or when nobody acts on any more. */
    public CompletableFuture<Void> settled() {
        return mailbox.barrier().applyToEither(over, _ -> null);
    }

    /** Ends the runner, not what it runs: the next daemon takes that over. */
    public void abandon() {
        mailbox.end();
    }

    /** What holds now; any thread. */
    public ServiceStatus status() {
        return chronicle.status();
    }

    private void live() {
        try {
            tellTheStory();
        } finally {
            over.complete(null);
        }
    }

    private void tellTheStory() {
        watching.adjust(state, rules.spec());
        while (!(state instanceof Retired)) {
            try {
                enter(next());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("service {} in state {}", rules.spec().name(), state.word(), e);
                var why = "internal error: " + e.getMessage();
                enter(state.living()
                        .<ServiceState>map(run -> new Stopping(run, new Next.GiveUp(why)))
                        .orElse(new Failed(why)));
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
        chronicle.enter(state, rules.spec());
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
        var wait = Duration.between(Instant.now(), backingOff.retryAt());
        return mailbox.takeBy(Mailbox.deadline(wait)).map(this::withoutProcess)
                .orElseGet(() -> start("again after: " + backingOff.why()));
    }

    /** What follows on a signal while nothing of the service lives and nothing is being launched. */
    private ServiceState withoutProcess(ServiceSignal signal) {
        var wish = wishes.withoutProcess(signal, state);
        if (wish.isEmpty() && signal instanceof Respec) {
            chronicle.amend(rules.spec());
        }
        return wish.map(this::follow).orElse(state);
    }

    private ServiceState start(String why) {
        chronicle.starts(why);
        return around.hold(rules.spec()).<ServiceState>map(Pending::new).orElse(new Launching());
    }

    // --- it is being launched

    private ServiceState awaitLaunch() throws InterruptedException {
        notes.add("starting: " + rules.spec().command()); // while it cannot yet have written a line of its own
        var attempt = LaunchAttempt.begin(rules.spec(), around, mailbox::send);
        Optional<Next> instead = Optional.empty();
        while (true) {
            var signal = mailbox.take();
            if (signal instanceof Launched(var result)) {
                return launched(result, instead);
            }
            var wish = wishes.whileLaunching(signal, instead);
            if (wish.isPresent()) {
                instead = wish;
                attempt.cancel();
            }
        }
    }

    private ServiceState launched(LaunchResult result, Optional<Next> instead) {
        return switch (result) {
            case LaunchResult.Running(var run) -> {
                run.report(mailbox::send);
                yield instead.<ServiceState>map(next -> new Stopping(run, next)).orElse(new Starting(run));
            }
            case LaunchResult.NotLaunched(var why) -> {
                if (instead.isEmpty()) {
                    notes.add("could not start: " + why);
                }
                yield follow(instead.orElse(new Next.GiveUp(why)));
            }
        };
    }

    private ServiceState awaitReadiness(Run run) throws InterruptedException {
        var patience = around.isExternal(rules.spec().name()) ? Duration.ZERO : rules.spec().startTimeout();
        var warmup = new Warmup(run, patience);
        while (true) {
            var signal = warmup.next(mailbox);
            if (signal.isEmpty()) {
                notes.add(warmup.failure());
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
            warmup.complaint().ifPresent(why -> chronicle.notReadyYet(rules.spec(), why));
        }
    }

    // --- it runs

    private ServiceState watchOver(Ready ready) throws InterruptedException {
        var run = ready.run();
        int failures = 0;
        while (true) {
            var signal = mailbox.takeBy(Mailbox.deadlineIfAny(rules.idleLook()));
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
                return unhealthy(ready, why, true);
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
        return unhealthy(ready, "nothing listens on its port " + run.port().orElseThrow(), false);
    }

    private Optional<ServiceState> ifUnused(Ready ready) {
        return rules.ifUnused(ready.since(), around.unusedSince(rules.spec().name()))
                .map(next -> new Stopping(ready.run(), next));
    }

    private ServiceState unhealthy(Ready ready, String why, boolean listens) {
        notes.add("unhealthy: " + why);
        return rules.restartsUnhealthy()
                ? new Stopping(ready.run(), new Next.Again("unhealthy: " + why))
                : new Unhealthy(ready.run(), ready.since(), why, listens);
    }

    private ServiceState awaitRecovery(Unhealthy unhealthy) throws InterruptedException {
        var signal = mailbox.take();
        var following = withProcess(unhealthy.run(), signal);
        if (following.isPresent()) {
            return following.get();
        }
        if (signal instanceof Unanswered && unhealthy.listens() && !unhealthy.run().isListening()) {
            return new Interrupted(new Ready(unhealthy.run(), unhealthy.since()));
        }
        if (!(signal instanceof Probed(var probed, Probe.Result.Healthy _)) || probed != unhealthy.run()) {
            return unhealthy;
        }
        notes.add("healthy again");
        return new Ready(unhealthy.run(), unhealthy.since());
    }

    /** What a signal means while {@code run} lives; empty: it changes nothing. */
    private Optional<ServiceState> withProcess(Run run, ServiceSignal signal) {
        var end = signsOfLife.endOf(run, signal, state);
        if (end.isPresent()) {
            return Optional.of(ended(run, end.get()));
        }
        if (signal instanceof Listens(var listening, int port) && listening == run) {
            run.movedTo(port);
            Words.remark(run).ifPresent(notes::add);
            chronicle.amend(rules.spec());
        }
        if (signal instanceof Respec(var changed) && rules.differsInWatchOnly(changed)) {
            rules.adopt(changed);
            watching.adjust(state, changed);
            chronicle.amend(changed);
            return Optional.empty();
        }
        if (signal instanceof Kill) {
            run.killNow();
        }
        var instead = wishes.whileRunning(signal);
        if (signal instanceof FilesChanged && watching.notice().isPresent()) {
            chronicle.amend(rules.spec());
        }
        return instead.map(next -> instead(run, next, signal));
    }

    private ServiceState instead(Run run, Next next, ServiceSignal signal) {
        boolean reload = next instanceof Next.Again && !(signal instanceof Respec) && !run.isForeign();
        var ready = state.readySince();
        return reload && rules.swaps() && ready.isPresent()
                ? new Reloading(new Ready(run, ready.get()), next.why(), true)
                : new Stopping(run, next);
    }

    private ServiceState awaitSwap(Reloading reloading) throws InterruptedException {
        var serving = reloading.serving();
        Runnable interrupted = () -> enter(new Reloading(serving, reloading.cause(), false));
        return switch (new Swap(serving.run(), interrupted, rules, wishes, around, mailbox, notes::add).await()) {
            case Swap.Outcome.Done(var next) -> {
                chronicle.starts(reloading.cause());
                enter(new Ready(next, Instant.now()));
                endings.leave(serving.run(), true); // only now that its routes lead to the other does it get nothing more
                yield state;
            }
            case Swap.Outcome.Refused(var next, var why) -> {
                next.ifPresent(run -> endings.leave(run, false));
                notes.add("reload failed, the old process goes on: " + why);
                chronicle.refusedReload(why);
                yield serving;
            }
            case Swap.Outcome.Orphaned(var next, var exit) -> {
                if (next.isEmpty()) {
                    yield ended(serving.run(), exit);
                }
                chronicle.exited(exit);
                chronicle.starts(reloading.cause());
                endings.leave(serving.run(), false);
                yield new Starting(next.get());
            }
            case Swap.Outcome.Overtaken(var next, var instead, boolean anew) -> {
                next.ifPresent(run -> endings.leave(run, false));
                yield anew ? new Reloading(serving, instead.why(), true) : new Stopping(serving.run(), instead);
            }
        };
    }

    private ServiceState ended(Run run, Exit exit) {
        notes.drain();
        chronicle.exited(exit);
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
        endings.stop(run);
        var signal = mailbox.take();
        if (signal instanceof Gone(var gone, var left) && gone == run) {
            return gone(next, left);
        }
        if (signal instanceof Exited(var exited, var exit) && exited == run) {
            chronicle.exited(exit);
        }
        if (signal instanceof Kill) {
            endings.killNow(run);
        }
        return wishes.whileStopping(signal, next).<ServiceState>map(wish -> new Stopping(run, wish)).orElse(state);
    }

    private ServiceState gone(Next next, Optional<String> left) {
        endings.stopped();
        notes.drain();
        left.ifPresent(what -> notes.add("not all of it is gone: " + what));
        if (left.isPresent() && next instanceof Next.Rest) {
            return new Failed("could not be stopped: " + left.get());
        }
        if (!(next instanceof Next.Later || next instanceof Next.GiveUp || next instanceof Next.Done)) {
            chronicle.lastExit().ifPresentOrElse(how -> notes.add("stopped (" + how + ")"),
                    () -> notes.add("stopped"));
        }
        return follow(next);
    }

    private ServiceState follow(Next next) {
        return switch (next) {
            case Next.Rest(var why) -> new Stopped(why);
            case Next.Doze _ -> new Asleep();
            case Next.Done _ -> new Completed();
            case Next.Again(var why) -> start(why);
            case Next.Later(var retryAt, var why) -> new BackingOff(retryAt, why);
            case Next.GiveUp(var why) -> new Failed(why);
            case Next.Leave(var why) -> new Retired(why);
        };
    }
}
