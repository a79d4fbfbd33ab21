package dev.a3s.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
import dev.a3s.status.Reason;

/**
 * Launches a service: waits for {@code startup_delay}, checks the port, runs the {@code pre_start} commands in order, and starts
 * the command. Works on a virtual thread of its own, while the runner takes signals, and sends exactly one
 * {@link ServiceSignal.Launched}, also when cancelled.
 */
final class LaunchAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchAttempt.class);

    /** How often, and after how long, a launch is tried again that failed because the system is short of something. */
    private static final int RETRIES = 30;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServiceSpec spec;
    private final Duration delay;
    private final RunContext around;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    private LaunchAttempt(ServiceSpec spec, Duration putOff, RunContext around) {
        this.spec = spec;
        this.delay = spec.startupDelay().compareTo(putOff) < 0 ? putOff : spec.startupDelay();
        this.around = around;
    }

    /**
     * Begins at once.
     *
     * @param putOff how long to wait at least before anything is run, if that is longer than {@code startup_delay}
     */
    static LaunchAttempt begin(ServiceSpec spec, Duration putOff, RunContext around,
            Consumer<ServiceSignal> runner) {
        var attempt = new LaunchAttempt(spec, putOff, around);
        Thread.ofVirtual().name("launch " + spec.name())
                .start(() -> runner.accept(new ServiceSignal.Launched(attempt.launch())));
        return attempt;
    }

    /** Ends the attempt after the present step; a {@code pre_start} command that runs is ended. */
    void cancel() {
        boolean _ = cancelled.complete(null);
    }

    private LaunchResult launch() {
        try {
            var _ = new CompletableFuture<Void>()
                    .completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS)
                    .applyToEither(cancelled, _ -> true).join();
            if (cancelled.isDone()) {
                return new NotLaunched(Reason.Event.CALLED_OFF);
            }
            var foreign = Adoption.of(spec, around);
            if (foreign.isPresent()) {
                return new Running(foreign.get());
            }
            var port = spec.port().number();
            if (port.isPresent() && !FreePorts.bindable(port.getAsInt())) {
                return notLaunched(PortTaken.describe(port.getAsInt()));
            }
            for (var step : spec.preStart()) {
                var exit = prepare(step);
                if (!exit.success()) {
                    return notLaunched("pre_start `" + step + "` " + exit.describe());
                }
            }
            if (cancelled.isDone()) {
                return new NotLaunched(Reason.Event.CALLED_OFF);
            }
            return new Running(Run.of(spec, launchPatiently(), port, around));
        } catch (LaunchFailed e) {
            return notLaunched(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("service {} could not be launched", spec.name(), e);
            return new NotLaunched(new Reason.Fault(e.getMessage()));
        }
    }

    private static LaunchResult notLaunched(String problem) {
        return new NotLaunched(new Reason.NotLaunched(problem));
    }

    /** Tries again for a while where the system is short of something; that may pass. */
    private ServiceProcess launchPatiently() {
        for (int failures = 1;; failures++) {
            try {
                return launchService();
            } catch (LaunchFailed e) {
                if (!e.mayPass() || failures > RETRIES || cancelled.isDone()) {
                    throw e;
                }
                around.log(spec.name()).note("could not start: " + e.getMessage() + "; trying again");
                boolean _ = new CompletableFuture<Boolean>()
                        .completeOnTimeout(true, PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .applyToEither(cancelled.thenApply(_ -> false), waited -> waited).join();
            }
        }
    }

    private Launch.Stdin stdin() {
        if (spec.runsToCompletion()) {
            return Launch.Stdin.EMPTY;
        }
        return spec.tty() ? Launch.Stdin.TERMINAL : Launch.Stdin.OPEN;
    }

    private ServiceProcess launchService() {
        var environment = around.environment(spec);
        var process = launch(spec.command(), around.newRunDir(spec.name()), stdin(), environment);
        LaunchedEnvironment.of(environment, around.environmentFiles(spec)).keep(process.runDir());
        return process;
    }

    private ServiceProcess launch(Command command, Path runDir, Launch.Stdin stdin, Map<String, String> environment) {
        var log = around.log(spec.name());
        return ServiceProcess.launch(new Launch(runDir, command.argv(), spec.dir(), environment, stdin, log.stdout(),
                log.stderr()));
    }

    private Exit prepare(Command step) {
        var process = launch(step, around.newStepDir(spec.name()), Launch.Stdin.EMPTY, around.environment(spec));
        try {
            Exit stopped = new Exit.Unknown("it was stopped");
            return process.exit().applyToEither(cancelled.thenApply(_ -> stopped), exit -> exit).join();
        } finally {
            process.stop(spec.stop().signal(), cancelled.isDone() ? spec.stop().timeout() : Duration.ZERO, _ -> false);
            ServiceProcess.discard(process.runDir());
        }
    }
}
