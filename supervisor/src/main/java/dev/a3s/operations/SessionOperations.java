package dev.a3s.operations;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.a3s.feed.Subscription;
import dev.a3s.protocol.Cause;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.SessionRow;
import dev.a3s.service.Run;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Applied;
import dev.a3s.session.InitFailed;
import dev.a3s.session.NotRunning;
import dev.a3s.session.Selection;
import dev.a3s.session.Session;
import dev.a3s.session.SessionOptions;
import dev.a3s.session.Sessions;
import dev.a3s.session.Sessions.ExecContext;
import dev.a3s.session.UnknownService;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.NotStopped;
import dev.a3s.status.Notice;
import dev.a3s.status.Reason;

/**
 * The operations on sessions. Each method runs on its caller's thread. Methods that take a listener wait until the operation is
 * complete, and throw IOException if the listener is gone before. Failures are exceptions with messages for users:
 * {@link OperationRefused}, and those that the methods of {@link Sessions} declare.
 */
public final class SessionOperations {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final Samples samples;
    private final PortOperations ports;

    public SessionOperations(Sessions sessions, Samples samples, PortOperations ports) {
        this.sessions = sessions;
        this.samples = samples;
        this.ports = ports;
    }

    /**
     * Opens a session, or applies the changed file to a running one, and starts services.
     *
     * @return whether all of them are ready, or have completed
     * @throws OperationRefused if they are not ready in time
     */
    public boolean up(Request.Up request, OperationListener listener) throws IOException, InterruptedException {
        var opened = sessions.open(request.file(), new SessionOptions(request.environment(), request.listen(),
                Set.copyOf(request.external()), request.watch()), request.refreshEnvironment());
        if (!opened.warnings().isEmpty()) {
            listener.warnings(opened.warnings());
        }
        var session = opened.session();
        try {
            var selection = new Selection(request.services(), request.only(), request.all());
            var targets = opened.targets(selection);
            listener.opened(session.name(), opened.created(), List.copyOf(targets),
                    opened.created() ? session.notYet() : List.of());
            var starting = new Background("up", () -> {
                var applied = opened.begin(listener::noticeUnlessGone);
                notices(session, applied).forEach(listener::noticeUnlessGone);
                if (request.force()) {
                    ports.freeFor(session, targets, listener::noticeUnlessGone);
                }
                session.start(selection, Reason.Event.UP);
            });
            try {
                starting.await(listener);
                return awaitSettled(session, targets, request.timeout(), listener);
            } finally {
                listener.settled(Rows.of(session));
            }
        } catch (UnknownService | InitFailed e) {
            if (opened.created()) {
                sessions.end(session, new Reason.SessionEnded(e.getMessage()));
            }
            throw e;
        }
    }

    private static List<Notice> notices(Session session, Applied applied) {
        var notices = new ArrayList<Notice>();
        if (!applied.difference().isEmpty()) {
            notices.add(new Notice.Applied(applied.difference()));
            notices.addAll(session.notYet());
        }
        if (applied.difference().settings().contains("dev.name")) {
            notices.add(new Notice.NameKept(session.file().dev().name(), session.name()));
        }
        applied.namesHeld().forEach((name, holder) -> notices.add(new Notice.NameHeld(name, holder, session.name())));
        return notices;
    }

    /**
     * The result of {@link #restart}.
     *
     * @param ready   whether all services are ready
     * @param notices what is unusual about them, such as a reload that failed, by service
     */
    public record Restarted(boolean ready, Map<String, Reason> notices) {}

    /** Stops and starts the named services, and no others. */
    public Restarted restart(Request.Restart request, OperationListener listener)
            throws IOException, InterruptedException {
        var session = sessions.running(request.session());
        if (request.force()) {
            ports.freeFor(session, session.targets(Selection.of(request.services())),
                    listener::noticeUnlessGone);
        }
        session.restart(request.services(), Reason.Event.RESTART);
        boolean ready = awaitSettled(session, request.services(), Duration.ZERO, listener);
        var notices = new LinkedHashMap<String, Reason>();
        request.services().stream().map(session::status).flatMap(Optional::stream)
                .forEach(status -> status.notice().ifPresent(notice -> notices.put(status.service(), notice)));
        return new Restarted(ready, notices);
    }

    /** Reports every change until each of {@code services} is settled; returns whether all are ready. */
    private static boolean awaitSettled(Session session, Collection<String> services, Duration timeout,
            OperationListener listener) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + (timeout.isZero() ? Long.MAX_VALUE / 2 : timeout.toNanos());
        Map<String, ServiceStatus> seen = new HashMap<>();
        try (var changes = session.follow()) {
            while (true) {
                var change = changes.next(LOOK_AGAIN);
                listener.checkPresence();
                if (change.isPresent() && services.contains(change.get().service())) {
                    seen.put(change.get().service(), change.get());
                    listener.moved(Rows.of(session, change.get()));
                }
                boolean settled = seen.keySet().containsAll(services)
                        && seen.values().stream().allMatch(ServiceStatus::settled);
                if (settled) {
                    return areReady(seen.values());
                }
                if (System.nanoTime() > deadline) {
                    var late = services.stream()
                            .filter(service -> !seen.containsKey(service) || !seen.get(service).settled())
                            .toList();
                    throw OperationRefused.late(timeout, late);
                }
            }
        }
    }

    /**
     * Waits until services that something else starts are ready.
     *
     * @return false as soon as one has failed, or was stopped
     * @throws OperationRefused if they are not ready in time, or the session ends
     */
    public boolean awaitReady(Request.Wait request, OperationListener listener)
            throws IOException, InterruptedException {
        return new ReadyWait(sessions.running(request.session()), request.services(), listener)
                .await(request.timeout());
    }

    /**
     * Whether all are ready. A failure has been reported as a change, with its reason and its last lines.
     *
     * @throws OperationRefused if one is not, and has not failed: it was stopped, say, or is held
     */
    private static boolean areReady(Collection<ServiceStatus> settled) {
        var others = settled.stream()
                .filter(status -> !status.ready() && !(status.state() instanceof ServiceState.Failed))
                .map(status -> status.service() + " is " + status.state().phase().word()
                        + status.reason().map(reason -> " (" + reason.words() + ")").orElse(""))
                .toList();
        if (!others.isEmpty()) {
            throw OperationRefused.impossible("not ready: " + String.join(", ", others));
        }
        return settled.stream().allMatch(ServiceStatus::ready);
    }

    /** Stops services, or ends whole sessions; returns the services that are not stopped in the end. */
    public List<NotStopped> down(Request.Down request, OperationListener listener)
            throws IOException, InterruptedException {
        var ending = sessions.matching(request.sessions());
        if (ending.isEmpty() && !(request.sessions() instanceof SessionSelector.All)
                && !request.services().isEmpty()) {
            throw new NotRunning(request.sessions());
        }
        listener.stopping(ending.stream().map(Rows::of).toList());
        var left = new ArrayList<NotStopped>();
        for (var session : ending.reversed()) {
            left.addAll(stop(session, request.services(), listener));
        }
        return left;
    }

    private List<NotStopped> stop(Session session, List<String> services, OperationListener listener)
            throws IOException, InterruptedException {
        try (var changes = session.follow()) {
            changes.skip();
            return stop(session, services, changes, listener);
        }
    }

    private List<NotStopped> stop(Session session, List<String> services,
            Subscription<String, ServiceStatus> changes, OperationListener listener)
            throws IOException, InterruptedException {
        var resting = session.statuses().stream().filter(status -> status.state().atRest())
                .map(ServiceStatus::service).toList(); // their changes are of no interest
        var left = new CompletableFuture<List<NotStopped>>();
        var stopping = new Background("down", () -> left.complete(services.isEmpty()
                ? sessions.end(session, Reason.Event.DOWN)
                : session.stop(services, Reason.Event.DOWN)));
        while (true) {
            boolean last = stopping.isDone();
            var change = changes.next(last ? Duration.ZERO : Duration.ofMillis(50));
            if (change.isPresent() && !resting.contains(change.get().service())) {
                listener.moved(Rows.of(session, change.get()));
            }
            if (last && change.isEmpty()) {
                break;
            }
        }
        stopping.await(listener);
        return left.join();
    }

    /** Kills every service of these sessions at once, without grace. Does not wait. */
    public void kill(SessionSelector selector) {
        sessions.matching(selector).forEach(Session::kill);
    }

    /**
     * Sends a signal to the process group of each service's command.
     *
     * @param signal its name without {@code SIG}
     * @return whether a command of these sessions lived
     */
    public boolean signal(SessionSelector selector, String signal) {
        var living = sessions.matching(selector).stream().flatMap(session -> session.statuses().stream())
                .flatMap(status -> status.state().living().stream()).flatMap(run -> run.process().stream())
                .filter(process -> process.id().lives()).toList();
        living.forEach(process -> process.signal(signal));
        return !living.isEmpty();
    }

    /**
     * What one look at sessions found.
     *
     * @param ready whether there is a session, and all services of all are ready, have completed, or are not to run
     */
    public record Look(List<SessionRow> sessions, boolean ready) {}

    /** These sessions and their services as they are now, with measurements that are some seconds old at most. */
    public Look status(SessionSelector selector) {
        var loads = samples.newest();
        var rows = new ArrayList<SessionRow>();
        boolean ready = true;
        for (var session : sessions.matching(selector)) {
            var statuses = session.statuses();
            rows.add(Rows.of(session, statuses, sessions.drift(session), loads));
            ready &= isReady(statuses);
        }
        return new Look(List.copyOf(rows), ready && !rows.isEmpty());
    }

    /** Whether all services of a session are ready, have completed, or are not to run. */
    public static boolean isReady(List<ServiceStatus> statuses) {
        return statuses.stream().allMatch(status -> status.ready() || status.resting());
    }

    /** What brought a service into its state; each link of the chain waits for the next. */
    public List<Cause> why(SessionSelector selector, String service) {
        var session = sessions.running(selector);
        return CauseChain.chain(session, session.known(service));
    }

    /** The pseudo-terminal of a service that has {@code tty = true} and runs. */
    public TerminalFiles terminal(SessionSelector selector, String name) {
        var session = sessions.running(selector);
        var service = session.known(name);
        var status = session.status(service)
                .orElseThrow(() -> OperationRefused.impossible("service " + service + " was removed"));
        if (!status.spec().tty()) {
            throw OperationRefused.mistaken(
                    "service '" + service + "' has no terminal; give it tty = true and run a3s up again");
        }
        var process = status.state().living().flatMap(Run::process)
                .filter(running -> running.id().lives())
                .orElseThrow(
                        () -> OperationRefused.impossible("service " + service + " is " + status.state().phase().word()
                                + "; start it with: a3s up -d " + service));
        var typed = process.terminal()
                .orElseThrow(() -> OperationRefused.impossible("service " + service
                        + " was started without a terminal; try: a3s restart " + service));
        return new TerminalFiles(typed, session.log(service).stdout(), process.pid());
    }

    /** The environment and the directory of a service's commands: those they have, or would have if started. */
    public ExecContext execContext(Request.EnvironmentOf request) {
        return sessions.execContext(request.session(), request.service(), request.environment());
    }
}
