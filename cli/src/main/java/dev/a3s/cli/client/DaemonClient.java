package dev.a3s.cli.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.RuntimeDir;

/** Sends requests to the daemon over its socket, and has it started where a request needs one and none answers. */
public final class DaemonClient {
    private static final int ATTEMPTS = 5;

    private final RuntimeDir home;
    private final ControlClient client;

    /** A client of the daemon of {@code home}, whether that runs or not. */
    public DaemonClient(RuntimeDir home) {
        this.home = home;
        this.client = new ControlClient(home);
    }

    /** A client of the user's own daemon. */
    public static DaemonClient ofUser() {
        return new DaemonClient(RuntimeDir.of(System.getenv()));
    }

    /** Where the daemon keeps its state and its socket. */
    public RuntimeDir home() {
        return home;
    }

    /**
     * Sends {@code request}, after starting the daemon if none answers, and waits for the last reply without a limit.
     *
     * @param replies gets each reply as it comes, on this thread
     * @return the exit code
     * @throws Failure                   if no daemon can be started
     * @throws ControlClient.Interrupted if the daemon ends before the last reply
     */
    public int ask(Request request, Consumer<Reply> replies) {
        var answered = new AtomicBoolean();
        Consumer<Reply> noting = reply -> {
            answered.set(true);
            replies.accept(reply);
        };
        for (int attempt = 1;; attempt++) {
            ensure();
            try {
                var exit = client.ask(request, noting);
                if (exit.isPresent()) {
                    return exit.get();
                }
            } catch (ControlClient.Interrupted e) {
                if (answered.get() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            // The daemon was being killed: it takes connections for a moment longer than it answers.
            if (attempt == ATTEMPTS) {
                throw new Failure(ExitCode.NO_DAEMON, "the daemon ended at once" + DaemonStarter.lastWords(home));
            }
        }
    }

    /** The same where a daemon answers, or where services may live without one, so that one is started; else empty. */
    public Optional<Integer> askIfNeeded(Request request, Consumer<Reply> replies) {
        if (client.reachable() || home.hasLiveSessions()) {
            return Optional.of(ask(request, replies));
        }
        return Optional.empty();
    }

    /** The same where a daemon answers; else empty. Starts none. */
    public Optional<Integer> askIfRunning(Request request, Consumer<Reply> replies) {
        return client.ask(request, replies);
    }

    /** Shows what {@code reply} says to the user: news and errors; other replies it leaves alone. */
    public static void show(Reply reply, Console console) {
        if (reply instanceof Reply.News(var notice)) {
            console.say(notice.words());
        }
        if (reply instanceof Reply.Failed(var message)) {
            console.error(message);
        }
    }

    private void ensure() {
        if (!client.reachable() || isOutdated()) {
            new DaemonStarter(home, client).start(this::isOutdated);
        }
    }

    /** Whether the daemon that answers is of an older build than this command. */
    private boolean isOutdated() {
        return DaemonInfo.read(home).map(info -> info.build() < DaemonInfo.thisBuild()).orElse(false);
    }
}
