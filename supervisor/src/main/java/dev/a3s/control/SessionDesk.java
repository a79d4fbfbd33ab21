package dev.a3s.control;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.Elapsed;
import dev.a3s.feed.Subscription;
import dev.a3s.service.Run;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.InitFailed;
import dev.a3s.session.NotRunning;
import dev.a3s.session.Selection;
import dev.a3s.session.Session;
import dev.a3s.session.SessionOptions;
import dev.a3s.session.Sessions;
import dev.a3s.session.Sessions.Opened;
import dev.a3s.session.UnknownService;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Reason;

/** Carries out the requests that concern sessions. Each method runs on its caller's thread and returns the exit code. */
public final class SessionDesk {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(SessionDesk.class);

    private final Sessions sessions;
    private final Samples samples;
    private final PortDesk ports;

    /** The desk for these. */
    public SessionDesk(RuntimeDir home, Sessions sessions, Samples samples) {
        this.sessions = sessions;
        this.samples = samples;
        this.ports = new PortDesk(home, sessions::all);
    }

    int up(Request.Up request, ReplySink replies) throws IOException, InterruptedException {
        var opened = sessions.open(request.file(), new SessionOptions(request.environment(), request.listen(),
                Set.copyOf(request.external()), request.watch()), request.refreshEnvironment());
        if (!opened.warnings().isEmpty()) {
            replies.send(new Reply.Problems(opened.warnings()));
        }
        var session = opened.session();
        try {
            var selection = new Selection(request.services(), request.only(), request.all());
            var targets = session.targets(selection);
            replies.send(new Reply.Opened(session.name(), opened.created(), List.copyOf(targets), notes(opened)));
            var starting = new Background("up", () -> {
                session.initialise(opened.created(), text -> tell(replies, text));
                if (request.force()) {
                    ports.freeFor(session, targets, text -> tell(replies, text));
                }
                session.start(selection, Reason.Event.UP);
            });
            try {
                starting.await(replies);
                return awaitSettled(session, targets, request.timeout(), replies);
            } finally {
                replies.send(new Reply.Settled(SessionRow.of(session, Optional.empty(), Map.of())));
            }
        } catch (UnknownService | InitFailed e) {
            if (opened.created()) {
                sessions.end(session, new Reason.SessionEnded(e.getMessage()));
            }
            throw e;
        }
    }

    private static List<String> notes(Opened opened) {
        var notes = new ArrayList<String>();
        if (!opened.difference().isEmpty()) {
            notes.add(opened.difference().describe());
        }
        if (opened.created() || !opened.difference().isEmpty()) {
            notes.addAll(opened.session().notYet());
        }
        opened.namesHeld()
                .forEach((name, holder) -> notes.add("%s.localhost belongs to session %s; this one is %s.%s.localhost"
                        .formatted(name, holder, name, opened.session().name())));
        return notes;
    }

    /** A caller that has hung up misses the news; the work goes on. */
    private static void tell(ReplySink replies, String news) {
        try {
            replies.send(new Reply.News(news));
        } catch (IOException e) {
            LOG.debug("nobody hears: {}", news, e);
        }
    }

    int restart(Request.Restart request, ReplySink replies) throws IOException, InterruptedException {
        var session = sessions.running(request.session());
        if (request.force()) {
            ports.freeFor(session, session.targets(Selection.of(request.services())), text -> tell(replies, text));
        }
        session.restart(request.services(), Reason.Event.RESTART);
        int exit = awaitSettled(session, request.services(), Duration.ZERO, replies);
        var refused = request.services().stream().map(session::status).flatMap(Optional::stream)
                .filter(status -> status.notice().isPresent())
                .map(status -> status.service() + ": " + status.notice().get().words()).toList();
        for (var why : refused) {
            replies.send(new Reply.Failed(why));
        }
        return refused.isEmpty() ? exit : FAILED;
    }

    /** Tells every change until none of {@code services} has anything left to wait for. */
    private static int awaitSettled(Session session, Collection<String> services, Duration timeout, ReplySink replies)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + (timeout.isZero() ? Long.MAX_VALUE / 2 : timeout.toNanos());
        Map<String, ServiceStatus> seen = new HashMap<>();
        try (var changes = session.follow()) {
            while (true) {
                var change = changes.next(LOOK_AGAIN);
                replies.checkCaller();
                if (change.isPresent() && services.contains(change.get().service())) {
                    seen.put(change.get().service(), change.get());
                    replies.send(new Reply.Moved(ServiceRow.of(session, change.get())));
                }
                boolean settled = seen.keySet().containsAll(services)
                        && seen.values().stream().allMatch(ServiceStatus::settled);
                if (settled) {
                    return seen.values().stream().allMatch(ServiceStatus::ready) ? OK : FAILED;
                }
                if (System.nanoTime() > deadline) {
                    var late = services.stream()
                            .filter(service -> !seen.containsKey(service) || !seen.get(service).settled())
                            .toList();
                    throw UserError.failed(
                            "not ready within " + Elapsed.text(timeout) + ": " + String.join(", ", late));
                }
            }
        }
    }

    int down(Request.Down request, ReplySink replies) throws IOException, InterruptedException {
        var ending = sessions.matching(request.sessions());
        if (ending.isEmpty() && !(request.sessions() instanceof SessionSelector.All)
                && !request.services().isEmpty()) {
            throw new NotRunning(request.sessions());
        }
        replies.send(new Reply.Sessions(
                ending.stream().map(ended -> SessionRow.of(ended, Optional.empty(), Map.of())).toList()));
        var left = new ArrayList<String>();
        for (var session : ending.reversed()) {
            left.addAll(stop(session, request.services(), replies));
        }
        for (var what : left) {
            replies.send(new Reply.Failed(what));
        }
        return left.isEmpty() ? OK : FAILED;
    }

    /** Returns what could not be stopped. */
    private List<String> stop(Session session, List<String> services, ReplySink replies)
            throws IOException, InterruptedException {
        try (var changes = session.follow()) {
            changes.skip();
            return stop(session, services, changes, replies);
        }
    }

    private List<String> stop(Session session, List<String> services, Subscription<String, ServiceStatus> changes,
            ReplySink replies) throws IOException, InterruptedException {
        var resting = session.statuses().stream().filter(status -> status.state().atRest())
                .map(ServiceStatus::service).toList(); // nothing happens to them that one would want to read
        var left = new CompletableFuture<List<String>>();
        var stopping = new Background("down", () -> left.complete(services.isEmpty()
                ? sessions.end(session, Reason.Event.DOWN)
                : session.stop(services, Reason.Event.DOWN)));
        while (true) {
            boolean last = stopping.isDone();
            var change = changes.next(last ? Duration.ZERO : Duration.ofMillis(50));
            if (change.isPresent() && !resting.contains(change.get().service())) {
                replies.send(new Reply.Moved(ServiceRow.of(session, change.get())));
            }
            if (last && change.isEmpty()) {
                break;
            }
        }
        stopping.await(replies);
        return left.join();
    }

    int kill(Request.Kill request) {
        sessions.matching(request.sessions()).forEach(Session::kill);
        return OK;
    }

    int freePort(int port, ReplySink replies) {
        ports.free(port, text -> tell(replies, text)).ifPresent(refusal -> {
            throw UserError.failed(refusal);
        });
        return OK;
    }

    int status(Request.Status request, ReplySink replies) throws IOException {
        var shown = sessions.matching(request.sessions());
        var loads = samples.newest();
        replies.send(new Reply.Sessions(
                shown.stream().map(session -> SessionRow.of(session, sessions.drift(session), loads)).toList()));
        return exit(shown);
    }

    /** What a command that shows these exits with. */
    static int exit(List<Session> shown) {
        return !shown.isEmpty() && shown.stream().allMatch(SessionDesk::ready) ? OK : FAILED;
    }

    private static boolean ready(Session session) {
        return session.statuses().stream().allMatch(status -> status.ready() || status.resting());
    }

    int why(Request.Why request, ReplySink replies) throws IOException {
        var session = sessions.running(request.session());
        replies.send(new Reply.Why(Cause.chain(session, session.known(request.service()))));
        return OK;
    }

    int attach(Request.Attach request, ReplySink replies) throws IOException {
        var session = sessions.running(request.session());
        var service = session.known(request.service());
        var status = session.status(service).orElseThrow(() -> UserError.failed("service " + service + " was removed"));
        if (!status.spec().tty()) {
            throw UserError.wrong("service '" + service + "' has no terminal; give it tty = true and run a3s up again");
        }
        var process = status.state().living().flatMap(Run::process)
                .filter(running -> running.id().lives())
                .orElseThrow(() -> UserError.failed("service " + service + " is " + status.state().phase().word()
                        + "; start it with: a3s up -d " + service));
        var typed = process.terminal()
                .orElseThrow(() -> UserError.failed("service " + service
                        + " was started without a terminal; try: a3s restart " + service));
        replies.send(new Reply.Terminal(typed, session.log(service).stdout(), process.pid()));
        return OK;
    }

    int environment(Request.EnvironmentOf request, ReplySink replies) throws IOException {
        var place = sessions.execContext(request.session(), request.service(), request.environment());
        replies.send(new Reply.Environment(place.environment(), place.dir()));
        return OK;
    }
}
