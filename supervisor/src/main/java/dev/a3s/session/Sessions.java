package dev.a3s.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import dev.a3s.status.Reason;

/**
 * Every session of this user, by its {@link SessionId}; an A3sfile may have several. Any thread may call; sessions are
 * created and changed one at a time.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Path root;
    private final Ingress ingress;
    private final SessionFeed feed;
    private final FreePorts free = new FreePorts();
    private final Map<SessionId, Session> live = new LinkedHashMap<>(); // this and what follows guarded by this
    private final Map<SessionId, CompletableFuture<Void>> ending = new HashMap<>();
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
     */
    public OpenedSession open(Path file, SessionOptions options, boolean refresh) {
        while (true) {
            CompletableFuture<Void> end;
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
            return Optional.of(new Drift.Broken());
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
     * @return the services that could not be stopped
     */
    public List<NotStopped> end(Session session, Reason reason) throws InterruptedException {
        var id = session.id();
        var end = new CompletableFuture<Void>();
        CompletableFuture<Void> begun;
        synchronized (this) {
            if (live.get(id) != session) {
                return List.of();
            }
            begun = ending.putIfAbsent(id, end);
        }
        if (begun != null) {
            begun.join();
            return List.of();
        }
        List<NotStopped> left = List.of();
        try {
            left = session.end(reason);
            ingress.dismiss(session);
            feed.publish(new SessionEvent.Ended(id));
            StateFile.delete(session.home().dir());
            LOG.info("session {} ended: {}", session.name(), reason.words());
        } catch (IOException e) {
            LOG.warn("session {}: its state stays behind", session.name(), e);
        } finally {
            synchronized (this) {
                live.remove(id);
                ending.remove(id);
            }
            end.complete(null);
        }
        return left;
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
     * Takes over every session that an earlier daemon left. A damaged state file is set aside and logged, and the processes of
     * its session are ended.
     */
    public synchronized void takeOver() {
        if (!Files.isDirectory(root)) {
            return;
        }
        for (var dir : SessionHome.directories(root)) {
            try {
                takeOver(dir);
            } catch (RuntimeException e) {
                LOG.error("session {} cannot be taken over", dir.getFileName(), e);
            }
        }
    }

    private void takeOver(Path dir) {
        var known = SessionHome.at(dir);
        var left = StateFile.read(dir);
        var file = left.map(state -> state.file().path());
        if (known.isPresent() && file.isPresent() && !file.get().equals(known.get().file())
                && !Files.exists(file.get())) {
            StateFile.setAside(dir, "it is not of " + known.get().file());
            left = Optional.empty();
        }
        if (left.isEmpty()) {
            Takeover.endAll(known.orElseGet(() -> SessionHome.nobodys(dir)));
            return;
        }
        var home = known.filter(bound -> bound.file().equals(file.orElseThrow()))
                .orElseGet(() -> SessionHome.restore(dir, file.orElseThrow()));
        if (known.filter(home::equals).isEmpty()) {
            home.write(left.get().ports());
        }
        takeOver(home, left.get());
    }

    private void takeOver(SessionHome home, SessionState left) {
        var session = new Session(home, left.file(), left.options(), left.created(), ingress, feed,
                this::context);
        session.populate(new Takeover(session, left).runners(), left.alone());
        live.put(session.id(), session);
        try {
            ingress.admit(session, left.file()); // now that there is something to route to
        } catch (Ingress.PortHeld e) {
            LOG.error("session {} is taken over without its names: {}", home.name(), e.getMessage());
        }
        session.begin();
        LOG.info("took over session {}", home.name());
    }
}
