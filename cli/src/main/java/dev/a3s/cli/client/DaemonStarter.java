package dev.a3s.cli.client;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.RuntimeDir;

/** Starts the daemon, and replaces one of an older build. Of several commands that do so at once, one starts it. */
final class DaemonStarter {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration GONE = Duration.ofSeconds(15);
    private static final long LOOK_AGAIN_MS = 10;
    /** Exit codes above say that a signal ended the process. */
    private static final int SIGNALLED = 128;
    /** Daemons that may be killed in a row while they start. */
    private static final int MAX_KILLS = 5;
    /** Lines of the daemon's output and log in an error's message. */
    private static final int TAIL = 15;

    /** A file lock keeps out other processes; a second one of this process would be an error. */
    private static final ReentrantLock STARTING = new ReentrantLock();

    private final RuntimeDir home;
    private final ControlClient client;

    DaemonStarter(RuntimeDir home, ControlClient client) {
        this.home = home;
        this.client = client;
    }

    /**
     * Returns when a daemon answers.
     *
     * @param isOutdated whether the one that answers is to be replaced
     * @throws Failure if none can be started
     */
    void start(BooleanSupplier isOutdated) {
        STARTING.lock();
        try {
            home.create();
            try (var channel = FileChannel.open(home.startLock(), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (client.reachable()) {
                    if (!isOutdated.getAsBoolean()) {
                        return;
                    }
                    endOlder();
                }
                launchAndAwait();
            }
            client.ask(new Request.DaemonStatus(), DaemonStarter::showTakeover);
        } catch (RuntimeDir.Unusable e) {
            throw new Failure(ExitCode.NO_DAEMON, e.getMessage(), e);
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_DAEMON, "cannot start the daemon: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new Failure(ExitCode.NO_DAEMON, "interrupted while the daemon was starting", e);
        } finally {
            STARTING.unlock();
        }
    }

    /** Shows, whatever the command is, what the new daemon found amiss with the sessions that the last one left. */
    private static void showTakeover(Reply reply) {
        if (reply instanceof Reply.Daemon daemon && !daemon.notices().isEmpty()) {
            TakeoverNotices.show(daemon, Console.ofProcess());
        }
    }

    private void endOlder() throws InterruptedException {
        var old = DaemonInfo.read(home).flatMap(info -> ProcessHandle.of(info.pid()));
        client.ask(new Request.DaemonStop(true), _ -> {});
        long deadline = System.nanoTime() + GONE.toNanos();
        while (client.reachable() || old.filter(ProcessHandle::isAlive).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new Failure(ExitCode.NO_DAEMON,
                        "the older daemon does not end; try: a3s daemon stop --keep-services");
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    private void launchAndAwait() throws IOException, InterruptedException {
        var starting = launch();
        long deadline = System.nanoTime() + START.toNanos();
        for (int kills = 0; !client.reachable();) {
            boolean failed = starting.waitFor(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS) && !client.reachable();
            if (failed && starting.exitValue() > SIGNALLED && kills++ < MAX_KILLS) {
                starting = launch(); // somebody killed it before it answered: that is no fault of its own
                continue;
            }
            if (failed || System.nanoTime() > deadline) {
                throw new Failure(ExitCode.NO_DAEMON,
                        (failed ? "the daemon could not start" : "the daemon does not answer") + lastWords(home));
            }
        }
    }

    /** A JVM like this one, with a session of its own so that a Ctrl-C here does not reach it. */
    private Process launch() throws IOException {
        var command = new ArrayList<String>();
        command.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die \"exec: $!\""));
        command.addAll(DaemonCommandLine.words());
        var builder = new ProcessBuilder(command)
                .directory(home.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(home.daemonOutput().toFile())
                .redirectErrorStream(true);
        builder.environment().remove("A3S_COOKIE");
        builder.environment().put("A3S_HOME", home.path().toString());
        return builder.start();
    }

    /** The end of what the daemon wrote, for an error's message. */
    static String lastWords(RuntimeDir home) {
        var lines = new ArrayList<String>();
        for (var file : List.of(home.daemonOutput(), home.daemonLog())) {
            try {
                lines.addAll(Files.readAllLines(file));
            } catch (IOException e) {
                lines.add(file + " cannot be read");
            }
        }
        var last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        return "; its last words:\n  " + String.join("\n  ", last);
    }
}
