package dev.a3s.cli.client;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;

/** Asks the daemon for a service's environment and directory. */
public final class EnvironmentLookup {
    private EnvironmentLookup() {}

    /**
     * The directory and the environment that a service's commands have when they are called from here.
     *
     * @param console where the file's errors are shown
     * @throws Failure if there is no such service, or the file has errors
     */
    public static Reply.Environment of(DaemonClient daemon, Path file, String service, Console console) {
        var found = new AtomicReference<Optional<Reply.Environment>>(Optional.empty());
        int exit = daemon.ask(
                new Request.EnvironmentOf(SessionSelector.ofFile(file), service, CallerEnvironment.handedOn()),
                reply -> {
                    switch (reply) {
                        case Reply.Environment environment -> found.set(Optional.of(environment));
                        case Reply.Problems(var problems) -> ProblemPrinter.show(problems, console);
                        case Reply.Failed(var message) -> throw new Failure(ExitCode.WRONG, message);
                        case Reply.Opened _, Reply.News _, Reply.Moved _, Reply.Sessions _, Reply.Why _, Reply.Terminal _, Reply.Services _, Reply.Lines _, Reply.AccessLogEntry _, Reply.Settled _, Reply.Daemon _, Reply.Done _ ->
                            {
                        }
                    }
                });
        return found.get().orElseThrow(() -> new Failure(exit, "the A3sfile has errors"));
    }
}
