package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import dev.a3s.cli.client.CallerEnvironment;
import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.line.ListenOptions;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.log.FollowAcrossDaemons;
import dev.a3s.cli.log.LinesSinceStart;
import dev.a3s.cli.log.LogPrinter;
import dev.a3s.cli.progress.Progress;
import dev.a3s.cli.progress.ProgressView;
import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.settings.SourceReader;
import dev.a3s.cli.terminal.Browser;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.cli.terminal.Signals;
import dev.a3s.cli.terminal.StandardOutput;
import dev.a3s.config.Elapsed;
import dev.a3s.control.ControlClient;
import dev.a3s.control.Reply;
import dev.a3s.control.Request;
import dev.a3s.control.ServiceRow;
import dev.a3s.control.SessionRow;

/**
 * {@code a3s up}. Without {@code -d} it ends with Ctrl-C, which stops the session if this command created it and only
 * stops following if not; a second Ctrl-C kills.
 */
@Command(name = "up", sortOptions = false, description = {
    "Start services in dependency order and follow their logs.",
    "All of them, or the named ones and what they need. When they are ready, it prints their URLs.",
    "Run again, it applies the changed A3sfile."},
        footerHeading = "%nExample:%n",
        footer = {"  a3s up", "  a3s up -d api", "  a3s up --only frontend,backend", "  a3s up --all",
            "  a3s up --force"})
final class UpCommand implements Callable<Integer> {
    private static final Reply.Opened NOT_OPENED = new Reply.Opened("", false, List.of(), List.of());

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();
    private final AtomicInteger interruptions = new AtomicInteger();
    private final CompletableFuture<Reply.Opened> session = new CompletableFuture<>();
    /** What the command exits with, once Ctrl-C has had its effect. */
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    /** Until services are ready, or the user has had enough. */
    private volatile Progress starting;
    /** From the first Ctrl-C on; before that of no use. */
    private volatile Progress stopping;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private ListenOptions listening;

    @Option(names = {"-d", "--detach"},
            description = "Return when all are ready; exit code 1 if one failed.")
    private boolean detach;

    @Option(names = "--all",
            description = "Also services that start only when they are named or asked for (start = \"manual\" or \"on-demand\").")
    private boolean all;

    @Option(names = "--only", split = ",", paramLabel = "SERVICE",
            description = "Only these, comma-separated, without what they need; what they depend on is waited for if it runs.")
    private List<String> only = List.of();

    @Option(names = "--force",
            description = "Stop a process outside of a3s that listens on a service's port first.")
    private boolean force;

    @Option(names = "--no-open",
            description = "Open no browser, whatever the A3sfile's dev.open says.")
    private boolean noOpen;

    @Option(names = "--external", split = ",", paramLabel = "SERVICE",
            description = "This one you run yourself, in a debugger for instance: it is probed and routed, neither started nor stopped.")
    private List<String> external = List.of();

    @Option(names = "--watch", negatable = true,
            description = "Restart what watched files say, or nothing when files change, until the next up; default: A3S_RELOAD,"
                    + " what a3s config says, or --watch.")
    private Optional<Boolean> watch = Optional.empty();

    @Option(names = "--refresh-env",
            description = "Run the session's services with the environment of this command from now on.")
    private boolean refreshEnvironment;

    @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "0", converter = Patience.class,
            description = "How long to wait until all are ready, 90s or 2m for instance; default: as long as it takes.")
    private Duration timeout;

    @Parameters(paramLabel = "SERVICE",
            description = "Only these and what they need; default: all.")
    private List<String> services = List.of();

    UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var target = project.target(services);
        var file = target.file();
        checkChoice(target.services());
        var sources = SourceReader.sources(daemon.home(), console);
        var where = listening.listen(sources);
        boolean watched = Setting.RELOAD.resolve(watch, sources).value();
        var names = new NameColours(console, List.of());
        starting = ProgressView.on(console, names, new LinesSinceStart(daemon, file)::of);
        stopping = starting;
        if (console.isOfProcess()) {
            Signals.onEnd(() -> Thread.ofPlatform().name("end").start(() -> interrupted(file)));
        }
        var request = new Request.Up(file, CallerEnvironment.handedOn(), target.services(), where, timeout,
                external, watched, refreshEnvironment, force, only, all);
        int exit = up(request, reply -> {
            boolean again = reply instanceof Reply.Opened opened && !session.complete(opened);
            if (!again && !isInterrupted()) {
                starting.accept(reply);
            }
        });
        if (isInterrupted()) {
            return ended.join();
        }
        if (!session.isDone()) {
            return exit;
        }
        if (detach) {
            showUrls(file, names);
            return exit;
        }
        try {
            showUrls(file, names);
            console.say(console.style(Style.DIM, session.join().created()
                    ? "Ctrl-C stops everything."
                    : "Ctrl-C stops following; the session goes on."));
            follow(file, names);
            if (!isInterrupted()) {
                console.say("the session was stopped by another command");
            }
        } catch (StandardOutput.Gone e) {
            interrupted(file); // as when the terminal is closed
        }
        return isInterrupted() ? ended.join() : exit;
    }

    private void checkChoice(List<String> named) {
        if (all && !(named.isEmpty() && only.isEmpty())) {
            throw new Failure(ExitCode.WRONG,
                    "--all starts everything; leave out " + String.join(" ", only.isEmpty() ? named : only));
        }
        if (!only.isEmpty() && !named.isEmpty()) {
            throw new Failure(ExitCode.WRONG, "--only says which; write --only " + String.join(",", named) + ","
                    + String.join(",", only) + ", or leave --only out to start what they need too");
        }
    }

    /** Goes on where the daemon is killed meanwhile: the next one takes over what was started so far. */
    private int up(Request.Up request, Consumer<Reply> replies) {
        try (var _ = starting) {
            while (true) {
                try {
                    return daemon.ask(request, replies);
                } catch (ControlClient.Interrupted e) {
                    if (!session.isDone() || !daemon.home().hasLiveSessions()) {
                        throw e;
                    }
                }
            }
        }
    }

    private boolean isInterrupted() {
        return interruptions.get() > 0;
    }

    private void showUrls(Path file, NameColours names) {
        daemon.ask(new Request.Status(Optional.of(file)), reply -> {
            if (!(reply instanceof Reply.Sessions(var sessions)) || sessions.isEmpty()) {
                return;
            }
            tellFailures(sessions.getFirst());
            var reachable = sessions.getFirst().services().stream()
                    .filter(row -> (row.ready() || isAsleep(row)) && !row.url().isEmpty()).toList();
            if (reachable.isEmpty()) {
                return;
            }
            names.expect(reachable.stream().map(ServiceRow::service).toList());
            console.print("");
            for (var row : reachable) {
                console.print("  " + names.padded(row.service()) + "  " + console.style(Style.BOLD, row.url())
                        + (isAsleep(row) ? console.style(Style.DIM, "  starts with its first request") : ""));
            }
            console.print("");
            boolean wanted = console.terminal().isOutput() && !noOpen && session.join().created();
            if (wanted) {
                reachable.stream().filter(row -> sessions.getFirst().open().equals(Optional.of(row.service())))
                        .forEach(row -> Browser.open(row.url(), System.getenv()));
            }
        });
    }

    private static boolean isAsleep(ServiceRow row) {
        return row.state().equals("asleep");
    }

    private void tellFailures(SessionRow found) {
        var failed = found.services().stream().filter(row -> row.state().equals("failed"))
                .map(ServiceRow::service).filter(session.join().targets()::contains).toList();
        if (!failed.isEmpty()) {
            console.say("\n" + console.style(Style.RED, String.join(", ", failed) + " failed")
                    + "; what led to it: a3s why " + failed.getFirst());
        }
    }

    private void follow(Path file, NameColours names) {
        var output = new LogPrinter(console, names).until(this::isInterrupted); // then stopping has the terminal
        new FollowAcrossDaemons(daemon, output).run(Request.Logs.last(0, file, List.of()), _ -> {});
    }

    /** Ctrl-C, on a thread of its own, while the command still waits for the daemon. */
    private void interrupted(Path file) {
        int times = interruptions.incrementAndGet();
        starting.close();
        try {
            if (!session.completeOnTimeout(NOT_OPENED, 5, TimeUnit.SECONDS).join().created()) {
                console.say("\nno longer following; a session that was running goes on (a3s down stops it)");
                end(ExitCode.DONE);
            }
            if (times == 1) {
                console.say("\nstopping (Ctrl-C again kills)");
                int exit = stop(file);
                if (exit == ExitCode.DONE) {
                    console.say("stopped; nothing is left");
                }
                end(exit);
            }
            stopping.accept(new Reply.News("killing"));
            daemon.ask(new Request.Kill(file), _ -> {});
        } catch (RuntimeException e) {
            console.error(e.getMessage());
            end(ExitCode.FAILED);
        }
    }

    private int stop(Path file) {
        stopping = ProgressView.on(console, new NameColours(console, List.of()));
        try (var moving = stopping) {
            return daemon.ask(new Request.Down(Optional.of(file), List.of()), moving);
        }
    }

    /** The thread that asks the daemon may wait for long; it is not waited for. */
    private void end(int exit) {
        ended.complete(exit);
        Runtime.getRuntime().halt(exit);
    }

    /** A time, or a plain number of seconds. */
    private static final class Patience implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return text.matches("\\d{1,9}") ? Duration.ofSeconds(Integer.parseInt(text))
                    : Elapsed.parse(text).orElseThrow(() -> new TypeConversionException("no time: " + text));
        }
    }
}
