package dev.a3s.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.doctor.PortCheck;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.PortRange;
import dev.a3s.process.PortOwner;
import dev.a3s.process.PortRelease;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.Request;
import dev.a3s.status.Notice;

/** {@code a3s kill-port}. Goes through the daemon, which knows its own processes, where there is one. */
@Command(name = "kill-port",
        description = {"Say who listens on a port, stop it and report the port free.",
            "It gets SIGTERM, and 5 s later SIGKILL. A service of an a3s session is left alone."},
        footerHeading = "%nExample:%n", footer = {"  a3s kill-port 8000"})
final class KillPortCommand implements Callable<Integer> {
    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();

    @Parameters(arity = "0..1", paramLabel = "PORT", description = "From 1024 to 65535.")
    private Optional<String> port = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "The same.")
    private Optional<String> flag = Optional.empty();

    KillPortCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (port.isPresent() == flag.isPresent()) {
            throw new Failure(ExitCode.WRONG, "name one port, for instance: a3s kill-port 8000");
        }
        int number = number(port.or(() -> flag).get());
        int exit = daemon.askIfNeeded(new Request.FreePort(number), reply -> DaemonClient.show(reply, console))
                .orElseGet(() -> alone(number));
        if (exit == ExitCode.DONE) {
            console.print(PortCheck.available(number));
        }
        return exit;
    }

    private int alone(int number) {
        var refusal = new PortRelease(number, this::spare, new Shown(number)).run();
        refusal.ifPresent(console::error);
        return refusal.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Why a process is left alone where no daemon answers: it is a daemon that is just starting, or another home's. */
    private Optional<String> spare(long pid) {
        return DaemonInfo.isDaemon(daemon.home(), pid) ? Optional.of(PortRelease.ofDaemon(pid)) : Optional.empty();
    }

    /** The same words as the daemon's notices have. */
    private final class Shown implements PortRelease.Progress {
        private final int port;

        Shown(int port) {
            this.port = port;
        }

        @Override
        public void stopping(PortOwner owner) {
            console.say(new Notice.PortHolderStopped(port, owner.holder(), System.getProperty("user.name")).words());
        }

        @Override
        public void killing(long pid) {
            console.say(new Notice.PortHolderKilled(port, pid).words());
        }
    }

    private static int number(String text) {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (!PortRange.UNPRIVILEGED.contains(number)) {
            throw new Failure(ExitCode.WRONG, PortRange.UNPRIVILEGED.message());
        }
        return number;
    }
}
