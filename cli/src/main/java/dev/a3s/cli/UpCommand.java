package dev.a3s.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.a3s.cli.client.CallerEnvironment;
import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.line.ListenOptions;
import dev.a3s.cli.line.Patience;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.log.FollowAcrossDaemons;
import dev.a3s.cli.log.LinesSinceStart;
import dev.a3s.cli.log.LogPrinter;
import dev.a3s.cli.progress.Progress;
import dev.a3s.cli.progress.ProgressView;
import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.settings.SourceReader;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.NameColours;
import dev.a3s.cli.terminal.StandardOutput;
import dev.a3s.cli.up.CtrlC;
import dev.a3s.cli.up.DriftWatch;
import dev.a3s.cli.up.ExternalServices;
import dev.a3s.cli.up.UrlPanel;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.SessionRow;
import dev.a3s.session.naming.SessionSelector;

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
    /** What is shown of a longer line, in bytes; a3s logs has all of it. */
    private static final int LONGEST_LINE = 64 << 10;

    private final Console console;
    private final DaemonClient daemon = DaemonClient.ofUser();
    /** Completed when the daemon has opened the session. */
    private final CompletableFuture<Reply.Opened> session = new CompletableFuture<>();
    /** The session's services when nothing was left to wait for; set on the thread that runs the command. */
    private Optional<SessionRow> settled = Optional.empty();

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

    @Mixin
    private ExternalServices external;

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
        var progress = ProgressView.on(console, names, new LinesSinceStart(daemon, file)::of);
        var ctrlC = new CtrlC(console, daemon, file, session, progress);
        if (console.isOfProcess()) {
            ctrlC.listen();
        }
        var request = new Request.Up(file, CallerEnvironment.handedOn(), target.services(), where, timeout,
                external.names(), watched, refreshEnvironment, force, only, all);
        int exit = start(request, progress, ctrlC);
        if (ctrlC.isPressed()) {
            return ctrlC.awaitEnd();
        }
        if (!session.isDone()) {
            return exit;
        }
        if (detach) {
            showUrls(names);
            return exit;
        }
        try {
            showUrls(names);
            console.say(console.style(Style.DIM, session.join().created()
                    ? "Ctrl-C stops everything."
                    : "Ctrl-C stops following; the session goes on."));
            try (var _ = DriftWatch.begin(daemon, file, console)) {
                follow(file, names, ctrlC);
            }
        } catch (StandardOutput.Gone e) {
            ctrlC.press(); // as when the terminal is closed
        }
        return ctrlC.isPressed() ? ctrlC.awaitEnd() : exit;
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

    /** Returns when nothing is left to wait for; the exit code. */
    private int start(Request.Up request, Progress progress, CtrlC ctrlC) {
        Consumer<Reply> replies = reply -> {
            if (reply instanceof Reply.Settled(var row)) {
                settled = Optional.of(row);
            }
            boolean again = reply instanceof Reply.Opened && session.isDone();
            if (reply instanceof Reply.Opened opened && session.complete(opened)) {
                console.say(console.style(Style.BOLD, opened.session()) + console.style(Style.DIM, "  " + request.file()));
            }
            if (!again && !ctrlC.isPressed()) {
                progress.accept(reply);
            }
        };
        try (progress) {
            while (true) {
                try {
                    return daemon.ask(request, replies);
                } catch (ControlClient.Interrupted e) {
                    // The daemon was killed; the next one takes over what was started so far.
                    if (!session.isDone() || !daemon.home().hasLiveSessions()) {
                        throw e;
                    }
                }
            }
        }
    }

    private void showUrls(NameColours names) {
        boolean browser = console.terminal().isOutput() && !noOpen && session.join().created();
        settled.ifPresent(row -> new UrlPanel(console, names).show(row, session.join().targets(), browser));
    }

    private void follow(Path file, NameColours names, CtrlC ctrlC) {
        var sink = new LogPrinter(console, names).until(ctrlC::isPressed); // from then on the terminal shows how services stop
        new FollowAcrossDaemons(daemon, sink).run(Request.Logs.last(0, SessionSelector.ofFile(file), List.of())
                .cutTo(LONGEST_LINE),
                _ -> {});
        if (!ctrlC.isPressed()) {
            console.say("the session was stopped by another command");
        }
    }
}
