package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.Command;
import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Exit;
import dev.a3s.process.FreePorts;
import dev.a3s.process.Launch;
import dev.a3s.process.LaunchFailed;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.ServiceSignal.LaunchResult;
import dev.a3s.service.ServiceSignal.LaunchResult.NotLaunched;
import dev.a3s.service.ServiceSignal.LaunchResult.Running;

/**
 * Everything between "may start" and "runs": the start-up delay, a look at the port, the {@code pre_start} commands in
 * their order, and the launch. Works on a virtual thread of its own, so that its runner can listen meanwhile, and ends
 * with exactly one {@link ServiceSignal.Launched}, also when it was cancelled.
 */
final class LaunchAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchAttempt.class);

    private final ServiceSpec spec;
    private final RunnerContext around;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    private LaunchAttempt(ServiceSpec spec, RunnerContext around) {
        this.spec = spec;
        this.around = around;
    }

    /** Begins at once. */
    static LaunchAttempt begin(ServiceSpec spec, RunnerContext around, Consumer<ServiceSignal> runner) {
        var attempt = new LaunchAttempt(spec, around);
        Thread.ofVirtual().name("launch " + spec.name())
                .start(() -> runner.accept(new ServiceSignal.Launched(attempt.launch())));
        return attempt;
    }

    /** Goes no further than it is; a {@code pre_start} command in progress is ended. */
    void cancel() {
        boolean _ = cancelled.complete(null);
    }

    private LaunchResult launch() {
        try {
            var _ = new CompletableFuture<Void>()
                    .completeOnTimeout(null, spec.startupDelay().toMillis(), TimeUnit.MILLISECONDS)
                    .applyToEither(cancelled, _ -> true).join();
            if (around.isExternal(spec.name())) {
                return new Running(Run.foreign(spec, Instant.now(), around));
            }
            var port = spec.port().number();
            boolean taken = port.isPresent() && !FreePorts.bindable(port.getAsInt());
            if (taken && spec.adopt()) {
                return new Running(Run.foreign(spec, Instant.now(), around));
            }
            if (taken) {
                return new NotLaunched(PortTaken.describe(port.getAsInt()));
            }
            for (var step : spec.preStart()) {
                var exit = prepare(step);
                if (!exit.success()) {
                    return new NotLaunched("pre_start `" + step + "` " + exit.describe());
                }
            }
            if (cancelled.isDone()) {
                return new NotLaunched("stopped");
            }
            return new Running(Run.of(spec, launch(spec.command(), stdin()), port, around));
        } catch (LaunchFailed e) {
            return new NotLaunched(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("service {} could not be launched", spec.name(), e);
            return new NotLaunched("internal error: " + e.getMessage());
        }
    }

    private Launch.Stdin stdin() {
        if (spec.runsToCompletion()) {
            return Launch.Stdin.EMPTY;
        }
        return spec.tty() ? Launch.Stdin.TERMINAL : Launch.Stdin.OPEN;
    }

    private ServiceProcess launch(Command command, Launch.Stdin stdin) {
        var log = around.log(spec.name());
        return ServiceProcess.launch(new Launch(around.newRunDir(spec.name()), command.argv(), spec.dir(),
                around.environment(spec), stdin, log.stdout(), log.stderr()));
    }

    private Exit prepare(Command step) {
        var process = launch(step, Launch.Stdin.EMPTY);
        try {
            Exit stopped = new Exit.Unknown("it was stopped");
            return process.exit().applyToEither(cancelled.thenApply(_ -> stopped), exit -> exit).join();
        } finally {
            process.stop(spec.stop().signal(), cancelled.isDone() ? spec.stop().timeout() : Duration.ZERO, _ -> false);
            ServiceProcess.discard(process.runDir());
        }
    }
}
