package dev.a3s.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.Problem;
import dev.a3s.config.ValidationScope;
import dev.a3s.feed.Subscription;
import dev.a3s.logs.PastLog;
import dev.a3s.process.FreePorts;
import dev.a3s.service.RunnerContext;
import dev.a3s.service.ServiceRunner;
import dev.a3s.session.naming.SessionId;
import dev.a3s.session.naming.SessionSelector;
import dev.a3s.status.Drift;
import dev.a3s.status.NotStopped;
import dev.a3s.status.Notice;
import dev.a3s.status.Reason;

/**
 * Every session of this user, by its {@link SessionId}; an A3sfile may have several. Any thread may call; sessions are
 * created and changed one at a time.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** How long a daemon whose home was removed may take to notice it. */
    private static final Duration PREDECESSOR = Duration.ofSeconds(4);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path root;
    private final Ingress ingress;
    private final SessionFeed feed;
    private final FreePorts free = new FreePorts();
    private final Map<SessionId, Session> live = new LinkedHashMap<>(); // this and what follows guarded by this
    private final Map<SessionId, CompletableFuture<List<NotStopped>>> ending = new HashMap<>();
    /** How many versions of running sessions' files were loaded. */
    private long versions;

    /**
     * @param root    where sessions keep their directories
     * @param ingress serves the sessions' names
     * @param feed    publishes what happens to sessions
     */
    public Sessions(Path root, Ingress ingress, SessionFeed feed) {
        this.root = root;
        this.ingress = ingress;
        this.feed = feed;
    }

    /**
     * Creates the session of {@code file}, with all its services stopped, or loads the file as it is now for the running one,
     * which {@link OpenedSession#begin} then applies.
     *
     * @param options how to run it, as far as that is said elsewhere than in the file
     * @param refresh whether a running session's environment is to be replaced
     * @throws InvalidA3sfile   if the file has errors; then nothing changed
     * @throws UnknownService   if the options name a service that the file does not have; then nothing changed
     * @throws Ingress.PortHeld if the session is new and its names cannot be served; then nothing changed
     * @throws SeveralSessions  if several sessions of the file run
     * @throws LeftBehind       if the session is new, and something of an earlier one lives that this daemon knows nothing of
     */
    public OpenedSession open(Path file, SessionOptions options, boolean refresh) {
        while (true) {
            CompletableFuture<List<NotStopped>> end;
            synchronized (this) {
                var running = find(SessionSelector.ofFile(file));
                end = running.map(session -> ending.get(session.id())).orElse(null);
                if (end == null) {
                    return running.isPresent() ? change(running.get(), options, refresh) : create(file, options);
                }
            }
            end.join();
        }
    }

    private record Prepared(Session session, SessionScope scope, List<Problem> warnings) {}

    /** A new session, not yet among the running ones. */
    private Prepared prepare(Path file, SessionOptions options) {
        var parsed = A3sfileLoader.parse(file);
        var project = parsed.resolve(new ValidationScope(options.environment())).file().dev().name();
        var home = SessionHome.claim(root, file, project);
        var scope = new SessionScope(home, options.environment(), ingress, free, portsOfOthers(home.name()),
                options.listen(), false);
        var loaded = parsed.resolve(scope);
        requireKnown(options, loaded.file());
        var session = new Session(home, options.applyTo(loaded.file()), options, Instant.now(), ingress, feed,
                this::context);
        return new Prepared(session, scope, loaded.warnings());
    }

    private RunnerContext context(Session session) {
        return new SessionContext(session, free, ingress);
    }

    private static void requireKnown(SessionOptions options, A3sfile file) {
        for (var name : options.external()) {
            if (!file.services().containsKey(name)) {
                throw new UnknownService(name, file.services().keySet());
            }
        }
    }

    private OpenedSession create(Path file, SessionOptions options) {
        var prepared = prepare(file, options);
        var session = prepared.session();
        LeftBehind.requireNone(session.home());
        var namesHeld = ingress.admit(session, session.file());
        prepared.scope().keep();
        var runners = new LinkedHashMap<String, ServiceRunner>();
        session.file().runnable()
                .forEach((name, spec) -> runners.put(name, ServiceRunner.stopped(spec, session.context())));
        session.populate(runners, Set.of());
        session.begin();
        live.put(session.id(), session);
        LOG.info("session {} of {}", session.name(), file);
        return OpenedSession.created(session, prepared.warnings(), namesHeld);
    }

    private OpenedSession change(Session session, SessionOptions asked, boolean refresh) {
        var said = asked.after(session.options(), refresh);
        var scope = scopeOf(session, said);
        var loaded = A3sfileLoader.load(session.file().path(), scope);
        requireKnown(asked, loaded.file());
        versions++;
        return OpenedSession.running(session,
                new FileVersion(said.applyTo(loaded.file()), said, scope, versions), loaded.warnings());
    }

    /** How the file on disk differs from what {@code session} runs; empty if it does not. */
    public Optional<Drift> drift(Session session) {
        try {
            var loaded = A3sfileLoader.load(session.file().path(), scopeOf(session, session.options()));
            var difference = session.difference(session.options().applyTo(loaded.file()));
            return difference.isEmpty() ? Optional.empty() : Optional.of(new Drift.Changed(difference));
        } catch (InvalidA3sfile e) {
            return Optional.of(Files.exists(session.file().path()) ? new Drift.Broken() : new Drift.Gone());
        }
    }

    /** The environment and directory that a service's commands run in. */
    public record ExecContext(Map<String, String> environment, Path dir) {}

    /**
     * The environment and directory of {@code service}'s commands: those it has, or would have if it were started.
     *
     * @param environment of the caller, used if no session runs
     * @throws InvalidA3sfile  if no session runs and the file has errors
     * @throws UnknownService  if there is none of that name
     * @throws NotRunning      if no session runs and the selector leads to no file
     * @throws SeveralSessions if several run
     */
    public synchronized ExecContext execContext(SessionSelector selector, String service,
            Map<String, String> environment) {
        var session = find(selector)
                .orElseGet(() -> prepare(file(selector), SessionOptions.asInFile(environment)).session());
        var spec = session.spec(service);
        return new ExecContext(session.context().environment(spec), spec.dir());
    }

    private Path file(SessionSelector selector) {
        return switch (selector) {
            case SessionSelector.OfFile(var file) -> file;
            case SessionSelector.Of _ -> home(selector).map(SessionHome::file)
                    .orElseThrow(() -> new NotRunning(selector));
            case SessionSelector.All _ -> throw new NotRunning(selector);
        };
    }

    /** The home of the session that {@code selector} means, running or over. */
    private Optional<SessionHome> home(SessionSelector selector) {
        return switch (selector) {
            case SessionSelector.Of(var id) -> SessionHome.at(root.resolve(id.name()));
            case SessionSelector.OfFile(var file) -> SessionHome.latest(root, file);
            case SessionSelector.All _ -> Optional.empty();
        };
    }

    private SessionScope scopeOf(Session session, SessionOptions options) {
        return new SessionScope(session.home(), options.environment(), ingress, free,
                portsOfOthers(session.name()), options.listen(), true);
    }

    private Set<Integer> portsOfOthers(String name) {
        var ports = new HashSet<Integer>();
        live.forEach((id, session) -> {
            if (id.name().equals(name)) {
                return;
            }
            for (var spec : session.file().services().values()) {
                spec.port().number().ifPresent(ports::add);
            }
        });
        return ports;
    }

    /**
     * Stops all services of {@code session} and ends it. Waits until none of their processes lives. Several threads may end
     * sessions at once.
     *
     * @return the services that could not be stopped; if there are any, the session goes on, so that it can be tried again
     */
    public List<NotStopped> end(Session session, Reason reason) throws InterruptedException {
        var id = session.id();
        var end = new CompletableFuture<List<NotStopped>>();
        CompletableFuture<List<NotStopped>> begun;
        synchronized (this) {
            if (live.get(id) != session) {
                return List.of();
            }
            begun = ending.putIfAbsent(id, end);
        }
        if (begun != null) {
            return begun.join();
        }
        List<NotStopped> left = List.of();
        try {
            left = session.end(reason);
            if (left.isEmpty()) {
                ended(session, reason);
            }
        } finally {
            synchronized (this) {
                if (left.isEmpty()) {
                    live.remove(id);
                }
                ending.remove(id);
            }
            end.complete(left);
        }
        return left;
    }

    private void ended(Session session, Reason reason) {
        ingress.dismiss(session);
        feed.publish(new SessionEvent.Ended(session.id()));
        try {
            StateFile.delete(session.home().dir());
            LOG.info("session {} ended: {}", session.name(), reason.words());
        } catch (IOException e) {
            LOG.warn("session {}: its state stays behind", session.name(), e);
        }
    }

    /** Lets go of every session without stopping a service. */
    public synchronized void leave() {
        live.values().forEach(Session::leave);
    }

    /** Follows the events of all sessions; see {@link SessionFeed#follow}. The caller closes the subscription. */
    public Subscription<?, SessionEvent> follow() {
        return feed.follow();
    }

    /** The running session of that id. */
    public synchronized Optional<Session> find(SessionId id) {
        return Optional.ofNullable(live.get(id));
    }

    /** The running sessions that {@code selector} means, oldest first. */
    public synchronized List<Session> matching(SessionSelector selector) {
        return switch (selector) {
            case SessionSelector.Of(var id) -> find(id).stream().toList();
            case SessionSelector.OfFile(var file) -> live.values().stream()
                    .filter(session -> session.file().path().equals(file))
                    .toList();
            case SessionSelector.All _ -> all();
        };
    }

    /**
     * The one running session that {@code selector} means; empty if none is.
     *
     * @throws SeveralSessions if several are: a request that can be about one only is not carried out for any of them
     */
    public Optional<Session> find(SessionSelector selector) {
        var meant = matching(selector);
        if (meant.size() > 1) {
            throw new SeveralSessions(meant.stream().map(Session::id).toList());
        }
        return meant.stream().findFirst();
    }

    /**
     * The one running session that {@code selector} means.
     *
     * @throws NotRunning      if none is running
     * @throws SeveralSessions if several are running
     */
    public Session running(SessionSelector selector) {
        return find(selector).orElseThrow(() -> new NotRunning(selector));
    }

    /** All running sessions, oldest first. */
    public synchronized List<Session> all() {
        return new ArrayList<>(live.values());
    }

    /**
     * The logs of a session that is over; where {@code selector} means a file, of its latest session. The caller closes them.
     * Empty if there never was one.
     */
    public List<PastLog> pastLogs(SessionSelector selector) {
        return home(selector)
                .map(home -> home.services().stream()
                        .map(service -> PastLog.open(service, home.logDir(service)))
                        .toList())
                .orElse(List.of());
    }

    /**
     * Takes over every session that an earlier daemon left, as {@link TakeoverOfAll} finds them.
     *
     * @return what a user should know of it
     */
    public synchronized List<Notice> takeOver() {
        var options = SessionOptions.asInFile(System.getenv());
        var all = new TakeoverOfAll(root, home -> load(home, options), options);
        for (var left : all.find()) {
            try {
                takeOver(left);
            } catch (RuntimeException e) {
                all.failed(left.home().name(), e);
            }
        }
        return all.notices();
    }

    private Optional<A3sfile> load(SessionHome home, SessionOptions options) {
        var scope = new SessionScope(home, options.environment(), ingress, free, Set.of(), options.listen(), true);
        try {
            return Optional.of(options.applyTo(A3sfileLoader.load(home.file(), scope).file()));
        } catch (InvalidA3sfile e) {
            return Optional.empty();
        }
    }

    /** Serves a session that was taken over; the port may still be held by a daemon that is about to end. */
    private void admit(Session session) {
        long deadline = System.nanoTime() + PREDECESSOR.toNanos();
        while (true) {
            try {
                ingress.admit(session, session.file()); // now that there is something to route to
                return;
            } catch (Ingress.PortHeld e) {
                if (System.nanoTime() > deadline) {
                    LOG.error("session {} is taken over without its names: {}", session.name(), e.getMessage());
                    return;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private void takeOver(TakeoverOfAll.Left left) {
        var state = left.state();
        var session = new Session(left.home(), state.file(), state.options(), state.created(), ingress, feed,
                this::context);
        session.populate(new Takeover(session, state, left.launches()).runners(), state.alone());
        live.put(session.id(), session);
        admit(session);
        session.begin();
        LOG.info("took over session {}", session.name());
    }
}
