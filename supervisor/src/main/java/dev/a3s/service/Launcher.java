package dev.a3s.service;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.a3s.config.Command;
import dev.a3s.config.ServiceSpec;
import dev.a3s.logs.ServiceLog;
import dev.a3s.process.Exit;
import dev.a3s.process.FreePorts;
import dev.a3s.process.Launch;
import dev.a3s.process.LaunchFailed;
import dev.a3s.process.PortOwner;
import dev.a3s.process.PortOwners;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.ServiceSignal.LaunchResult;
import dev.a3s.service.ServiceSignal.LaunchResult.NotLaunched;
import dev.a3s.service.ServiceSignal.LaunchResult.Running;

/**
 * Everything between "may start" and "runs": the start-up delay, a look at the port, the {@code pre_start} commands in
 * their order, and the launch. Works on a virtual thread of its own, so that its runner can listen meanwhile, and ends
 * with exactly one {@link ServiceSignal.Launched}, also when it was cancelled.
 */
final class Launcher {
    private final ServiceSpec spec;
    private final Surroundings around;
    private final Thread thread;

    private Launcher(ServiceSpec spec, Surroundings around, Consumer<ServiceSignal> runner) {
        this.spec = spec;
        this.around = around;
        this.thread = Thread.ofVirtual()
                .name("launch " + spec.name())
                .unstarted(() -> runner.accept(new ServiceSignal.Launched(launch())));
    }

    /** Begins at once. */
    static Launcher begin(ServiceSpec spec, Surroundings around, Consumer<ServiceSignal> runner) {
        var launcher = new Launcher(spec, around, runner);
        launcher.thread.start();
        return launcher;
    }

    /** Goes no further than it is; a {@code pre_start} command in progress is ended. */
    void cancel() {
        thread.interrupt();
    }

    private LaunchResult launch() {
        try {
            Thread.sleep(spec.startupDelay());
            OptionalInt port = spec.port().number();
            if (port.isPresent() && !FreePorts.bindable(port.getAsInt()))
                return new NotLaunched(portTaken(port.getAsInt()));
            for (Command step : spec.preStart()) {
                Exit exit = prepare(step);
                if (!exit.success())
                    return new NotLaunched("pre_start `" + step + "` " + exit.describe());
            }
            if (Thread.interrupted())
                return new NotLaunched("stopped");
            return new Running(new Run(spec, launch(spec.command(),
                    spec.runsToCompletion() ? Launch.Stdin.EMPTY : Launch.Stdin.OPEN), around));
        } catch (LaunchFailed e) {
            return new NotLaunched(e.getMessage());
        } catch (InterruptedException e) {
            return new NotLaunched("stopped");
        }
    }

    private ServiceProcess launch(Command command, Launch.Stdin stdin) {
        ServiceLog log = around.log(spec.name());
        return ServiceProcess.launch(new Launch(around.newRunDir(spec.name()), command.argv(), spec.dir(),
                around.environment(spec), stdin, log.stdout(), log.stderr()));
    }

    private Exit prepare(Command step) throws InterruptedException {
        ServiceProcess process = launch(step, Launch.Stdin.EMPTY);
        try {
            return process.exit().get();
        } catch (ExecutionException e) {
            return new Exit.Unknown(String.valueOf(e.getCause()));
        } finally {
            boolean interrupted = Thread.interrupted();
            process.stop(spec.stop().signal(), interrupted ? spec.stop().timeout() : Duration.ZERO, _ -> false);
            if (interrupted)
                Thread.currentThread().interrupt();
        }
    }

    private static String portTaken(int port) {
        String held = PortOwners.system()
                .of(port)
                .map(PortOwner::describe)
                .orElse("port " + port + " is already in use");
        return IntStream.rangeClosed(port + 1, 65535)
                .filter(FreePorts::bindable)
                .findFirst()
                .stream()
                .mapToObj(free -> held + "; try " + free)
                .findFirst()
                .orElse(held);
    }
}
