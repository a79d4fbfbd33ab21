package dev.a3s.cli.up;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.progress.Progress;
import dev.a3s.cli.progress.ProgressView;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.cli.terminal.Signals;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Notice;

/**
 * What Ctrl-C does while {@code a3s up} runs: it stops the session if this command created it, and else only stops
 * following it; a second one kills the session's services. Either way the process ends.
 */
public final class CtrlC {
    private static final Reply.Opened NOT_OPENED = new Reply.Opened("", false, List.of(), List.of());
    /** How long a Ctrl-C waits to learn whether the session is this command's. */
    private static final int SECONDS_TO_OPEN = 5;

    private final Console console;
    private final DaemonClient daemon;
    private final Path file;
    private final CompletableFuture<Reply.Opened> session;
    private final Progress starting;
    private final AtomicInteger times = new AtomicInteger();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile Progress stopping;

    /**
     * Does nothing until {@link #listen} or {@link #press}.
     *
     * @param file     the A3sfile of the session
     * @param session  completed when the daemon has opened the session
     * @param starting closed by the first Ctrl-C
     */
    public CtrlC(Console console, DaemonClient daemon, Path file, CompletableFuture<Reply.Opened> session,
            Progress starting) {
        this.console = console;
        this.daemon = daemon;
        this.file = file;
        this.session = session;
        this.starting = starting;
        this.stopping = starting;
    }

    /** Handles the signal from now on, each time on a thread of its own, since the command waits for the daemon. */
    public void listen() {
        Signals.onEnd(() -> Thread.ofPlatform().name("end").start(this::press));
    }

    /** Whether Ctrl-C was pressed. */
    public boolean isPressed() {
        return times.get() > 0;
    }

    /** Waits until Ctrl-C has had its effect, which ends the process, and returns the exit code. */
    public int awaitEnd() {
        return ended.join();
    }

    /** Does what Ctrl-C does, also for a terminal that was closed. Ends the process. */
    public void press() {
        int count = times.incrementAndGet();
        starting.close();
        try {
            if (!session.completeOnTimeout(NOT_OPENED, SECONDS_TO_OPEN, TimeUnit.SECONDS).join().created()) {
                console.say("\nno longer following; a session that was running goes on (a3s down stops it)");
                end(ExitCode.DONE);
            }
            if (count == 1) {
                console.say("\nstopping (Ctrl-C again kills)");
                int exit = stop();
                if (exit == ExitCode.DONE) {
                    console.say("stopped; nothing is left");
                }
                end(exit);
            }
            stopping.accept(new Reply.News(new Notice.Killing()));
            daemon.ask(new Request.Kill(SessionSelector.ofFile(file)), _ -> {});
        } catch (RuntimeException e) {
            console.error(e.getMessage());
            end(ExitCode.FAILED);
        }
    }

    private int stop() {
        stopping = ProgressView.on(console, new NameColours(console, List.of()));
        try (var moving = stopping) {
            return daemon.ask(new Request.Down(SessionSelector.ofFile(file), List.of()), moving);
        }
    }

    /** The thread that waits for the daemon may wait long; the process does not wait for it. */
    private void end(int exit) {
        ended.complete(exit);
        Runtime.getRuntime().halt(exit);
    }
}
