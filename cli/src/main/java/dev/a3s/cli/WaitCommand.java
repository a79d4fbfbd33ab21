package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.line.Patience;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.log.LinesSinceStart;
import dev.a3s.cli.progress.ProgressView;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;

/** {@code a3s wait}: returns when services that something else started are ready, for scripts. */
@Command(name = "wait", sortOptions = false, description = {
    "Wait until services are ready.",
    "Starts nothing. Exit code 0 when all are ready, 1 when one has failed or the time is over.",
    "With --timeout, it also waits for a session that has not begun yet."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s wait                         all that are to run",
            "  a3s wait api db --timeout 30s",
            "  a3s up > up.log & a3s wait --timeout 2m && npm test"})
final class WaitCommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Mixin
    private ProjectOptions project;

    @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "0", converter = Patience.class,
            description = "How long at most, 90s or 2m for instance; default: as long as it takes.")
    private Duration timeout;

    @Parameters(paramLabel = "SERVICE", description = "Only these; default: all that are to run.")
    private List<String> services = List.of();

    WaitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        var target = project.target(services);
        if (!isThere(target.file(), deadline)) {
            console.error(LiveSessions.noneRuns(target.file()));
            return ExitCode.FAILED;
        }
        var lastLines = new LinesSinceStart(daemon, target.file());
        try (var progress = ProgressView.on(console, new NameColours(console, target.services()), lastLines::of)) {
            while (true) {
                try {
                    return daemon.ask(new Request.Wait(SessionSelector.ofFile(target.file()), target.services(),
                            left(deadline)), progress);
                } catch (ControlClient.Interrupted e) {
                    // The daemon was killed; the next one takes the session over.
                    if (!daemon.home().hasLiveSessions()) {
                        throw e;
                    }
                }
            }
        }
    }

    /** Whether a session of the file runs, or begins in time. */
    private boolean isThere(Path file, long deadline) throws InterruptedException {
        while (LiveSessions.of(daemon, file).isEmpty()) {
            if (timeout.isZero() || System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return true;
    }

    /** Of the time; zero where it is without a limit. */
    private Duration left(long deadline) {
        return timeout.isZero() ? timeout : Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }
}
