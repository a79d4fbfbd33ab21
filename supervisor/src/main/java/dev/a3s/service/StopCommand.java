package dev.a3s.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.a3s.config.Command;
import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Exit;
import dev.a3s.process.Launch;
import dev.a3s.process.LaunchFailed;
import dev.a3s.process.ServiceProcess;

/**
 * {@code stop.cmd}: run instead of sending the signal, for at most {@code stop.timeout}. Processes of the service that still live
 * when it has ended are killed. Its output goes to the service's log.
 */
final class StopCommand {
    private final ServiceSpec spec;
    private final RunContext around;
    private final CompletableFuture<Exit> cut = new CompletableFuture<>();

    StopCommand(ServiceSpec spec, RunContext around) {
        this.spec = spec;
        this.around = around;
    }

    /** Runs it, if there is one, and waits for it. */
    void run() {
        spec.stop().command().ifPresent(this::run);
    }

    private void run(Command command) {
        var log = around.log(spec.name());
        ServiceProcess process;
        try {
            process = ServiceProcess.launch(new Launch(around.newStepDir(spec.name()), command.argv(), spec.dir(),
                    around.environment(spec), Launch.Stdin.EMPTY, log.stdout(), log.stderr()));
        } catch (LaunchFailed e) {
            log.note("stop.cmd could not be run: " + e.getMessage());
            return;
        }
        Exit late = new Exit.Unknown("it took longer than stop.timeout");
        var exit = process.exit()
                .applyToEither(cut.completeOnTimeout(late, spec.stop().timeout().toMillis(), TimeUnit.MILLISECONDS),
                        how -> how)
                .join();
        if (!exit.success()) {
            log.note("stop.cmd " + exit.describe());
        }
        process.stop(spec.stop().signal(), Duration.ZERO, _ -> false);
        ServiceProcess.discard(process.runDir());
    }

    /** Ends the wait of {@link #run}. */
    void cut() {
        boolean _ = cut.complete(new Exit.Unknown("it was cut short"));
    }
}
