package dev.a3s.cli.daemon;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;

/** {@code a3s daemon stop}. */
@Command(name = "stop", description = "End the daemon and, unless told otherwise, every session first.",
        footerHeading = "%nExample:%n", footer = {
            "  a3s daemon stop", "  a3s daemon stop --keep-services"})
final class DaemonStopCommand implements Callable<Integer> {
    private static final Duration GONE = Duration.ofSeconds(15);

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Option(names = "--keep-services", description = "Leave services running; the next command takes them over.")
    private boolean keepServices;

    DaemonStopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var request = new Request.DaemonStop(keepServices);
        Consumer<Reply> errors = reply -> DaemonClient.show(reply, console);
        var exit = keepServices
                ? daemon.askIfRunning(request, errors)
                : daemon.askIfNeeded(request, errors);
        if (exit.isEmpty()) {
            console.say("no daemon is running");
        } else {
            awaitEnd();
        }
        return exit.orElse(ExitCode.DONE);
    }

    /** Returns once the daemon's process is gone, and its ports with it. */
    private void awaitEnd() {
        var process = DaemonInfo.read(daemon.home()).flatMap(info -> ProcessHandle.of(info.pid()));
        try {
            if (process.isPresent()) {
                var _ = process.get().onExit().get(GONE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw new Failure(ExitCode.FAILED, "the daemon (pid " + process.get().pid() + ") does not end; kill -9 "
                    + process.get().pid() + " ends it, and no service with it", e);
        } catch (InterruptedException | ExecutionException e) {
            throw new Failure(ExitCode.FAILED, "interrupted while the daemon was ending", e);
        }
    }
}
