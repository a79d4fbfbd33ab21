package dev.a3s.cli;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.a3s.cli.client.Daemon;
import dev.a3s.cli.status.StatusTable;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.json.Json;

/** {@code a3s daemon}. */
@Command(name = "daemon",
        description = "The daemon that runs your services and the proxy.", subcommands = {
            DaemonCommand.Status.class,
            DaemonCommand.Stop.class,
            DaemonLogs.class,
            DaemonInstall.class},
        footerHeading = "%nExample:%n", footer = {"  a3s daemon status", "  a3s daemon stop", "  a3s daemon logs -f"})
final class DaemonCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code a3s daemon status}. */
    @Command(name = "status",
            description = "Show the daemon's pid, version, age and listeners. Exit code 3 if none runs.",
            footerHeading = "%nExample:%n", footer = {
                "  a3s daemon status", "  a3s daemon status --json"})
    static final class Status implements Callable<Integer> {
        private final Console console;
        private final Daemon daemon = Daemon.ofUser();

        @Option(names = "--json", description = "Print it as JSON.")
        private boolean json;

        Status(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            return daemon.askIfRunning(new Request.DaemonStatus(), reply -> {
                if (reply instanceof Reply.Daemon found) {
                    show(found);
                }
            }).orElseGet(() -> {
                console.say("no daemon is running for " + daemon.home().path());
                return ExitCode.NO_DAEMON;
            });
        }

        private void show(Reply.Daemon found) {
            if (json) {
                console.print(Json.indented(found));
                return;
            }
            console.print("pid        " + found.pid());
            console.print("version    " + found.version());
            console.print(
                    "started    " + StatusTable.local(found.since()) + " (" + StatusTable.age(found.since()) + " ago)");
            console.print("home       " + found.home());
            console.print("listening  " + (found.listeners().isEmpty() ? "-" : String.join(", ", found.listeners())));
            console.print("sessions   " + found.sessions());
        }
    }

    /** {@code a3s daemon stop}. */
    @Command(name = "stop", description = "End the daemon and, unless told otherwise, every session first.",
            footerHeading = "%nExample:%n", footer = {
                "  a3s daemon stop", "  a3s daemon stop --keep-services"})
    static final class Stop implements Callable<Integer> {
        private final Console console;
        private final Daemon daemon = Daemon.ofUser();

        @Option(names = "--keep-services", description = "Leave services running; the next command takes them over.")
        private boolean keepServices;

        Stop(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            var request = new Request.DaemonStop(keepServices);
            Consumer<Reply> errors = reply -> {
                if (reply instanceof Reply.Failed(var message)) {
                    console.error(message);
                }
            };
            var exit = keepServices
                    ? daemon.askIfRunning(request, errors)
                    : daemon.askIfNeeded(request, errors);
            if (exit.isEmpty()) {
                console.say("no daemon is running");
            }
            return exit.orElse(ExitCode.DONE);
        }
    }
}
