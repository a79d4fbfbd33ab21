package dev.a3s.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.CallerEnvironment;
import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.line.AdHocFile;
import dev.a3s.cli.line.ListenOptions;
import dev.a3s.cli.log.FollowAcrossDaemons;
import dev.a3s.cli.log.LinesSinceStart;
import dev.a3s.cli.progress.ProgressView;
import dev.a3s.cli.settings.SourceReader;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.cli.terminal.ProblemPrinter;
import dev.a3s.cli.terminal.Signals;
import dev.a3s.cli.terminal.StandardOutput;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.LogSink;
import dev.a3s.process.Exit;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Phase;

/** {@code a3s run}: a session with one service, which lives as long as its command. */
@Command(name = "run", sortOptions = false, description = {
    "Run any command as a service, without an A3sfile.",
    "Serves it at http://NAME.localhost and shows what it writes.",
    "It gets a free port as PORT. Passes signals such as Ctrl-C on, and exits as the command does."},
        footerHeading = "%nExample:%n", footer = {
            "  a3s run --name docs -- python3 -m http.server",
            "  a3s run --name api -- sh -c 'npm start -- --port $PORT'"})
final class RunCommand implements Callable<Integer> {
    /** What the command gets when nobody reads its output any more, as when its terminal is closed. */
    private static final String HANGUP = "HUP";
    /** How long the command may take to end after a signal. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LOOKS = 40;

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();
    private final AtomicInteger interruptions = new AtomicInteger();
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    @Mixin
    private ListenOptions listening;

    @Option(names = "--name", required = true, paramLabel = "NAME",
            description = "Its name, and so its address: http://NAME.localhost.")
    private String name;

    @Option(names = {"-d", "--detach"}, description = "Return when it is ready.")
    private boolean detach;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?") || name.equals("a3s")) {
            throw new Failure(ExitCode.WRONG, "--name takes lower-case letters, digits and hyphens, like a host name,"
                    + " and not a3s: '" + name + "'");
        }
        var where = listening.listen(SourceReader.sources(daemon.home(), console));
        var place = AdHocFile.of(daemon.home().path(), name);
        if (Files.exists(place) && LiveSessions.of(daemon, place).isPresent()) {
            throw new Failure(ExitCode.FAILED, name + " is running already; choose another name, or stop it with: "
                    + stopping(place));
        }
        var file = AdHocFile.write(daemon.home().path(), name, command, Path.of("").toAbsolutePath());
        var request = new Request.Up(file, CallerEnvironment.handedOn(), List.of(), where, Duration.ZERO, List.of(),
                true,
                false, false, List.of(), false);
        return detach ? runDetached(request) : run(request);
    }

    private static String stopping(Path file) {
        return "a3s down --file " + file;
    }

    private int runDetached(Request.Up request) {
        int exit;
        var lastLines = new LinesSinceStart(daemon, request.file());
        try (var progress = ProgressView.on(console, new NameColours(console, List.of(name)), lastLines::of)) {
            exit = daemon.ask(request, progress);
        }
        service(request.file()).ifPresent(row -> console.print(row.url()));
        console.say(console.style(Style.DIM, "stop it with: " + stopping(request.file())));
        return exit;
    }

    private int run(Request.Up request) {
        var begun = Instant.now();
        Signals.onEnd(signal -> Thread.ofPlatform().name("end").start(() -> interrupted(request.file(), signal)));
        Thread.ofPlatform().daemon().name("up").start(() -> start(request));
        if (!opened.join()) {
            return exit.join();
        }
        service(request.file()).ifPresent(row -> console.say(console.style(Style.DIM,
                row.url() + " (Ctrl-C stops it)")));
        var wanted = new Request.Logs(SessionSelector.ofFile(request.file()), List.of(), Integer.MAX_VALUE, false,
                Optional.empty(),
                Optional.of(begun), Optional.empty(), 0);
        try {
            new FollowAcrossDaemons(daemon, new Output(request.file())).run(wanted, _ -> {});
        } catch (StandardOutput.Gone e) {
            interrupted(request.file(), HANGUP); // nobody sees it any more, as when the terminal is closed
        }
        return exit.completeOnTimeout(ExitCode.FAILED, LOOK_AGAIN.toMillis() * LOOKS, TimeUnit.MILLISECONDS).join();
    }

    /** Returns when the command is ready or over; both can take for ever. */
    private void start(Request.Up request) {
        int started = ExitCode.FAILED;
        try {
            started = daemon.ask(request, reply -> {
                if (reply instanceof Reply.Opened(var _, var _, var _, var notices)) {
                    notices.forEach(notice -> console.say(notice.words()));
                    opened.complete(true);
                }
                if (reply instanceof Reply.Problems(var problems)) {
                    ProblemPrinter.show(problems, console);
                }
                DaemonClient.show(reply, console);
            });
        } catch (RuntimeException e) {
            if (!opened.isDone()) {
                console.error(e.getMessage());
            }
        }
        if (opened.complete(false)) {
            exit.complete(started);
        }
    }

    private Optional<ServiceRow> service(Path file) {
        return LiveSessions.of(daemon, file).map(session -> session.services().getFirst());
    }

    /** What the command writes, each stream to its own: unchanged, or as a terminal may be shown it. */
    private final class Output implements LogSink<LogLine> {
        private final Path file;

        private Output(Path file) {
            this.file = file;
        }

        @Override
        public void write(LogLine line) {
            switch (line.stream()) {
                case OUT -> console.print(line.bytes());
                case ERR -> console.printError(line.bytes());
                case NOTE -> Thread.ofPlatform().daemon().name("exit").start(() -> lookForTheEnd(file));
            }
        }

        @Override
        public void flush() {
            console.flush();
        }
    }

    /** After a note of a3s, which may be about the command's end; its state follows a moment later. */
    private void lookForTheEnd(Path file) {
        try {
            for (int look = 0; look < LOOKS && !exit.isDone(); look++) {
                var over = service(file).filter(row -> row.settled() && row.phase() != Phase.READY);
                if (over.isPresent()) {
                    end(file, over.get());
                    return;
                }
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException | RuntimeException e) {
            // The next note, or the session's end, leads here again.
        }
    }

    private void end(Path file, ServiceRow over) {
        var code = over.lastExit().map(Exit::shellStatus).orElse(OptionalInt.empty());
        if (!exit.complete(code.orElse(ExitCode.FAILED))) {
            return;
        }
        if (code.isEmpty()) {
            console.error(name + ": " + over.why());
        }
        daemon.ask(new Request.Down(SessionSelector.ofFile(file), List.of()), _ -> {});
    }

    /**
     * Passes the signal on to the command. One that does not end by it in time is stopped with all that it started; a second
     * signal kills them.
     */
    private void interrupted(Path file, String signal) {
        var session = SessionSelector.ofFile(file);
        if (interruptions.incrementAndGet() > 1) {
            daemon.ask(new Request.Kill(session), _ -> {});
            return;
        }
        int without = Signals.exitCode(signal);
        try {
            if (daemon.ask(new Request.Signal(session, signal), _ -> {}) == ExitCode.DONE) {
                exit.copy().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
        } catch (TimeoutException e) {
            // It goes on, and is stopped.
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
        daemon.ask(new Request.Down(session, List.of()), reply -> {
            if (reply instanceof Reply.Moved(var row) && row.settled()) {
                row.lastExit().map(Exit::shellStatus).orElse(OptionalInt.empty()).ifPresent(exit::complete);
            }
        });
        exit.complete(without);
    }
}
