package dev.a3s.session;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.config.ServiceSpec;
import dev.a3s.config.ServiceSpec.Start;
import dev.a3s.feed.Subscription;
import dev.a3s.logs.ServiceLog;
import dev.a3s.service.Hold;
import dev.a3s.service.RunnerContext;
import dev.a3s.service.ServiceRunner;
import dev.a3s.service.ServiceSignal;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.naming.SessionId;
import dev.a3s.status.Changes;
import dev.a3s.status.NotStopped;
import dev.a3s.status.Notice;
import dev.a3s.status.Reason;

/**
 * One running project: its services, what they are doing, and what can be asked of them together. Any thread may call;
 * calls that wait say so. Each service's state stays its runner's own affair: a session only sends signals and reads.
 */
public final class Session implements ServedSession {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /** The name of the log of all {@code init} steps. */
    public static final String INIT_LOG = Initialisation.LOG;

    private final SessionHome home;
    private final Instant created;
    private final Ingress ingress;
    private final SessionFeed feed;
    private final SessionLogs logs;
    private final RunnerContext context;
    private volatile SessionOptions options;
    private final Statuses statuses = new Statuses();
    private final Object persisting = new Object();
    private final ReentrantLock initialising = new ReentrantLock();
    /** Services that wait for none of their dependencies that nobody has started. */
    private final Set<String> alone = ConcurrentHashMap.newKeySet();
    /** Done as soon as somebody ends the session. */
    private final CompletableFuture<Void> ending = new CompletableFuture<>();
    private boolean ended;
    private volatile Services services;

    Session(SessionHome home, A3sfile file, SessionOptions options, Instant created, Ingress ingress, SessionFeed feed,
            Function<Session, RunnerContext> context) {
        this.home = home;
        this.options = options;
        this.created = created;
        this.ingress = ingress;
        this.feed = feed;
        this.logs = new SessionLogs(home);
        this.context = context.apply(this);
        this.services = Services.of(file, Map.of());
    }

    /**
     * Gives the session its runners, which live from {@link #begin} on. Called once, before anybody else knows of it.
     *
     * @param startedAlone services that an earlier daemon had started {@link #alone}
     */
    void populate(Map<String, ServiceRunner> runners, Set<String> startedAlone) {
        alone.addAll(startedAlone);
        services = Services.of(services.file(), runners);
        runners.forEach((name, runner) -> statuses.publish(runner.status()));
        runners.forEach((name, runner) -> {
            if (runner.status().state().living().isPresent()) {
                logs.readOn(name);
            }
        });
    }

    /** Lets its runners live, and everybody know of it. Called once, when its names are served. */
    void begin() {
        persist();
        feed.publish(new SessionEvent.Opened(id(), file().path()));
        services.runners().values().forEach(ServiceRunner::begin);
    }

    /** What its runners live in. */
    RunnerContext context() {
        return context;
    }

    @Override
    public SessionId id() {
        return home.id();
    }

    public String name() {
        return home.name();
    }

    SessionHome home() {
        return home;
    }

    @Override
    public A3sfile file() {
        return services.file();
    }

    public Instant created() {
        return created;
    }

    /** Services that were started without what they need. */
    private Set<String> alone() {
        return Set.copyOf(alone);
    }

    /** How it runs, as far as that was said other than in the file. */
    SessionOptions options() {
        return options;
    }

    @Override
    public List<ServiceStatus> statuses() {
        return services.statuses();
    }

    @Override
    public Optional<ServiceStatus> status(String service) {
        return Optional.ofNullable(services.runners().get(service)).map(ServiceRunner::status);
    }

    /** The name as it is; throws {@link UnknownService} if the project has no service or task of that name. */
    public String known(String service) {
        return services.spec(service).name();
    }

    /** Every service's status now and each change from now on. The caller closes it. */
    public Subscription<String, ServiceStatus> follow() {
        return statuses.follow();
    }

    /**
     * What {@link #start} would start.
     *
     * @return dependencies first
     * @throws UnknownService if one does not exist
     */
    public Set<String> targets(Selection selection) {
        return services.targets(selection);
    }

    /**
     * Runs the {@code init} steps that must be run, one {@code up} at a time. Waits.
     *
     * @param isNew whether the session was just created
     * @param notices gets one for each step
     * @throws InitFailed after the first step that fails, or if the session is ended meanwhile
     */
    public void initialise(boolean isNew, Consumer<Notice> notices) {
        initialising.lock();
        try {
            if (!ending.isDone()) {
                new Initialisation(home.dir().resolve("init.json"), context, this::environment, ending)
                        .run(file().init(), isNew, notices);
            }
        } finally {
            initialising.unlock();
        }
    }

    /** The whole environment of an {@code init} step. */
    private Map<String, String> environment(Map<String, String> own) {
        return ServiceEnvironment.of(file().dir(), options.environment(), own);
    }

    private void endInitialisation() {
        boolean _ = ending.complete(null);
        initialising.lock();
        try {
            LOG.debug("session {}: no init step runs any more", name());
        } finally {
            initialising.unlock();
        }
    }

    @Override
    public Set<String> start(Collection<String> names, Reason reason) {
        return start(Selection.of(names), reason);
    }

    /**
     * Like {@link #start(Collection, Reason)}, with more to say about which. Those that are wanted alone remain so, over restarts and daemons, until they
     * are stopped or started with what they need.
     */
    public Set<String> start(Selection selection, Reason reason) {
        var now = services;
        var targets = now.targets(selection);
        if (ending.isDone()) {
            return targets;
        }
        alone.removeAll(targets);
        alone.addAll(selection.alone());
        for (var name : targets) {
            now.signal(name, new ServiceSignal.Start(reason));
        }
        if (selection.namesNone() && !selection.all()) {
            for (var name : now.startingWith(Start.ON_DEMAND)) {
                now.signal(name, new ServiceSignal.Sleep());
            }
        }
        return targets;
    }

    /**
     * Stops services in reverse dependency order and waits until nothing of them lives, or somebody wants them to run again.
     * Those among them that were external are so no more.
     *
     * @param names empty: all
     * @return what is not stopped after all
     * @throws UnknownService if one does not exist; then nothing was stopped
     */
    public List<NotStopped> stop(Collection<String> names, Reason reason) throws InterruptedException {
        var now = services;
        Set<String> chosen = new LinkedHashSet<>(names.isEmpty() ? now.runners().keySet() : now.known(names));
        stop(now, chosen, reason);
        return chosen.stream().map(name -> now.runner(name).status())
                .filter(status -> !status.state().atRest() && !(status.state() instanceof ServiceState.Retired))
                .map(status -> new NotStopped(status.service(),
                        status.state() instanceof ServiceState.Failed(var because) ? Optional.of(because)
                                : Optional.empty()))
                .toList();
    }

    private void stop(Services now, Set<String> chosen, Reason reason) throws InterruptedException {
        for (var wave : now.graph().waves().reversed()) {
            var stopping = wave.stream().filter(chosen::contains).toList();
            for (var name : stopping) {
                now.signal(name, new ServiceSignal.Stop(reason));
            }
            statuses.await(stopping, status -> !isStopping(status.state()));
        }
        options = options.without(chosen);
        alone.removeAll(chosen);
        persist();
    }

    /** Whether a stop that the runner has taken note of is under way, and nobody has asked for another thing since. */
    private static boolean isStopping(ServiceState state) {
        return state instanceof ServiceState.Launching
                || (state instanceof ServiceState.Stopping(_, var next) && !(next instanceof ServiceState.Next.Again));
    }

    /** Ends every service at once, without grace, also those that a {@link #stop} is waiting for. Does not wait. */
    public void kill() {
        services.runners().values().forEach(runner -> runner.send(new ServiceSignal.Kill()));
    }

    /**
     * Stops and starts services; returns once each has taken note.
     *
     * @throws UnknownService if one does not exist; then nothing happened
     */
    public void restart(Collection<String> names, Reason reason) {
        var now = services;
        for (var name : now.known(names)) {
            now.signal(name, new ServiceSignal.Restart(reason));
        }
    }

    @Override
    public void recheck(String service) {
        Optional.ofNullable(services.runners().get(service)).ifPresent(runner -> runner.recheck()
                .completeOnTimeout(null, Services.SIGNAL_TAKEN.toMillis(), TimeUnit.MILLISECONDS).join());
    }

    /** How another version of the file differs from what runs. */
    Changes difference(A3sfile other) {
        return Changes.between(services.file().runnable(), other.runnable());
    }

    /** What the file says about a service; throws {@link UnknownService} if there is none. */
    ServiceSpec spec(String service) {
        return services.spec(service);
    }

    /**
     * Goes over to another version of the file, as {@link FileUpdate} says. Waits for services that it no longer has.
     *
     * @param said how the session runs from now on, other than the file says
     */
    synchronized Changes apply(A3sfile changed, SessionOptions said) throws InterruptedException {
        var update = new FileUpdate(services, options, changed, said, context);
        update.retireRemoved(statuses);
        services = update.services();
        options = said;
        update.restartChanged();
        persist();
        feed.publish(new SessionEvent.Applied(id(), update.difference()));
        update.beginAdded(statuses);
        return update.difference();
    }

    /** Stops everything and leaves nothing but logs behind, and what it returns. Waits. */
    List<NotStopped> end(Reason reason) throws InterruptedException {
        endInitialisation();
        var now = services;
        stop(now, now.runners().keySet(), reason);
        var left = now.statuses().stream().filter(status -> status.state() instanceof ServiceState.Failed)
                .map(status -> new NotStopped(status.service(), status.state().reason())).toList();
        now.runners().values().forEach(runner -> runner.send(new ServiceSignal.Retire(reason)));
        statuses.await(now.runners().keySet(), status -> status.state() instanceof ServiceState.Retired);
        leave();
        return left;
    }

    /** Lets go of everything without stopping a service: the next daemon takes them over. */
    void leave() {
        synchronized (persisting) {
            ended = true;
        }
        services.runners().values().forEach(ServiceRunner::abandon);
        logs.close();
    }

    /** Whether it was ended or {@linkplain #isLeft left}; its logs are closed then, or about to be. */
    public boolean hasEnded() {
        synchronized (persisting) {
            return ended;
        }
    }

    /** Whether its services go on and the next daemon will have it. */
    public boolean isLeft() {
        return hasEnded() && !ending.isDone();
    }

    /** What the file asks for and is not acted on yet. */
    public List<Notice> notYet() {
        return NotYet.in(services.file());
    }

    /** The public URL of a service. */
    public String url(ServiceSpec spec) {
        int port = services.file().dev().proxyPort();
        return "http://" + ingress.hostFor(name(), spec.subdomain(), port) + ":" + port;
    }

    @Override
    public ServiceLog log(String service) {
        return logs.of(service);
    }

    /** Where a service's log is, or will be. */
    public Path logDir(String service) {
        return home.logDir(service);
    }

    /** What keeps {@code spec} from starting now; empty if nothing does. */
    Optional<Hold> hold(ServiceSpec spec) {
        return services.hold(spec, alone.contains(spec.name()));
    }

    /** {@code status} is what holds from now on. In order for each service, by its runner's thread. */
    void moved(ServiceStatus status) {
        persist();
        feed.publish(new SessionEvent.Changed(id(), status)); // the listeners first: who reads "ready" finds the route open
        statuses.publish(status);
        services.recheckDependents(status.service());
    }

    private void persist() {
        synchronized (persisting) {
            if (ended) {
                return;
            }
            try {
                StateFile.write(SessionState.of(name(), file(), options, created, alone(), statuses()), home.dir());
            } catch (UncheckedIOException e) {
                LOG.error("session {}: services go on, but the next daemon could not take them over", name(), e);
            }
        }
    }
}
