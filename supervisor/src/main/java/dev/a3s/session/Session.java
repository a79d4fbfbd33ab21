package dev.a3s.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

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
 * One running project: its services, their statuses, and the operations on several of them. Any thread may call; methods
 * that wait say so. Only a service's runner changes its state: the session sends signals to runners and reads statuses.
 */
public final class Session implements ServedSession {
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
    private final StateKeeper keeper;
    private final InitGate gate;
    /** Services that were started without their dependencies: they ignore those that nobody has started. */
    private final Set<String> alone = ConcurrentHashMap.newKeySet();
    private volatile Services services;
    /** The number of the latest {@link FileVersion}; guarded by the gate. */
    private long applied;

    Session(SessionHome home, A3sfile file, SessionOptions options, Instant created, Ingress ingress, SessionFeed feed,
            Function<Session, RunnerContext> context) {
        this.home = home;
        this.options = options;
        this.created = created;
        this.ingress = ingress;
        this.feed = feed;
        this.logs = new SessionLogs(home);
        this.context = context.apply(this);
        this.keeper = new StateKeeper(home);
        this.gate = new InitGate(home, this.context);
        this.services = Services.of(file, Map.of());
    }

    /**
     * Gives the session its runners, whose threads start with {@link #begin}. Called once, before other threads see the
     * session.
     *
     * @param startedAlone services that an earlier daemon had started without their dependencies
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

    /** Publishes the session and starts its runners' threads. Called once, when the session's names are served. */
    void begin() {
        persist();
        feed.publish(new SessionEvent.Opened(id(), file().path()));
        services.runners().values().forEach(ServiceRunner::begin);
    }

    /** What the session's runners need from it. */
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

    /** How the session runs, where that is not as its file says. */
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

    /** Returns {@code service}; throws {@link UnknownService} if the project has no service or task of that name. */
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

    /** The same once {@code changed} is applied. */
    Set<String> targets(Selection selection, A3sfile changed) {
        return Services.of(changed, Map.of()).targets(selection);
    }

    @Override
    public Set<String> start(Collection<String> names, Reason reason) {
        return start(Selection.of(names), reason);
    }

    /**
     * Like {@link #start(Collection, Reason)}, for a {@link Selection}. Services that are started alone go on to ignore
     * dependencies that nobody has started, across restarts and daemons, until they are stopped or started with their
     * dependencies.
     */
    public Set<String> start(Selection selection, Reason reason) {
        var now = services;
        var targets = now.targets(selection);
        if (gate.isClosed()) {
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
     * Stops services in reverse dependency order and waits until none of their processes lives, or somebody wants them to
     * run again. Services among them that were external are external no more.
     *
     * @param names empty: all
     * @return the services that are not stopped in the end
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

    /** Whether a stop is under way that no later request has replaced. */
    private static boolean isStopping(ServiceState state) {
        return state instanceof ServiceState.Launching
                || (state instanceof ServiceState.Stopping(_, var next) && !(next instanceof ServiceState.Next.Again));
    }

    /** Ends every service at once, without grace, also those that a {@link #stop} is waiting for. Does not wait. */
    public void kill() {
        services.runners().values().forEach(runner -> runner.send(new ServiceSignal.Kill()));
    }

    /**
     * Stops and starts services; returns once each runner has taken the signal.
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
        Optional.ofNullable(services.runners().get(service)).ifPresent(runner -> runner.recheck().join());
    }

    /** How another version of the file, and the files of variables, differ from what runs. */
    Changes difference(A3sfile other) {
        return Changes.between(services.file(), other).with(EnvironmentDrift.of(services, context).variables());
    }

    /** What the file says about a service; throws {@link UnknownService} if there is none. */
    ServiceSpec spec(String service) {
        return services.spec(service);
    }

    /** Runs the {@code init} steps of a session that was just created; waits. As {@link InitGate#pass}. */
    void initialise(Consumer<Notice> notices) {
        try (var _ = gate.enter()) {
            gate.pass(file(), options, true, notices);
        }
    }

    /**
     * Runs the {@code init} steps of another version of the file that must be run, then applies it as {@link FileUpdate} says.
     * Waits until services that it no longer has are stopped. A version that was loaded before the one that runs is not
     * applied.
     *
     * @param notices gets one for each step
     * @throws InitFailed       if a step fails, or the session is ended meanwhile; then nothing changed
     * @throws Ingress.PortHeld if its names cannot be served; then nothing changed
     */
    Applied apply(FileVersion version, Consumer<Notice> notices) throws InterruptedException {
        try (var _ = gate.enter()) {
            gate.pass(version.file(), version.options(), false, notices);
            if (version.number() < applied) {
                return Applied.NOTHING;
            }
            var namesHeld = ingress.admit(this, version.file());
            applied = version.number();
            version.scope().keep();
            return new Applied(apply(version), namesHeld);
        }
    }

    private Changes apply(FileVersion version) throws InterruptedException {
        var update = new FileUpdate(services, options, version.file(), version.options(), context);
        update.retireRemoved(statuses);
        services = update.services();
        options = version.options();
        update.restartChanged();
        persist();
        feed.publish(new SessionEvent.Applied(id(), update.difference()));
        update.beginAdded(statuses);
        update.startNeeded();
        return update.difference();
    }

    /**
     * Stops every service, and ends the session if all are stopped. Waits.
     *
     * @return the services that could not be stopped; if there are any the session goes on, so that it can be tried again
     */
    List<NotStopped> end(Reason reason) throws InterruptedException {
        gate.close();
        var now = services;
        stop(now, now.runners().keySet(), reason);
        var left = now.statuses().stream().filter(status -> status.state() instanceof ServiceState.Failed)
                .map(status -> new NotStopped(status.service(), status.state().reason())).toList();
        if (!left.isEmpty()) {
            gate.reopen();
            return left;
        }
        now.runners().values().forEach(runner -> runner.send(new ServiceSignal.Retire(reason)));
        statuses.await(now.runners().keySet(), status -> status.state() instanceof ServiceState.Retired);
        leave();
        return left;
    }

    /** Lets go of every service without stopping it: the next daemon takes them over. */
    void leave() {
        keeper.close();
        services.runners().values().forEach(ServiceRunner::abandon);
        logs.close();
    }

    /** Whether the session was ended or {@linkplain #isLeft left}; its logs are closed then, or about to be. */
    public boolean hasEnded() {
        return keeper.isClosed();
    }

    /** Whether this daemon has let go of the session, whose services go on for the next daemon. */
    public boolean isLeft() {
        return hasEnded() && !gate.isClosed();
    }

    /** What the file asks for that a3s does not act on yet. */
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

    /** Whether a service runs, or is to run, that depends on {@code service}. */
    boolean isNeeded(String service) {
        return services.isNeeded(service);
    }

    /** Publishes a service's new status. Called on the service's runner's thread, in order. */
    void moved(ServiceStatus status) {
        persist();
        feed.publish(new SessionEvent.Changed(id(), status)); // the listeners first: a reader of "ready" finds the route open
        statuses.publish(status);
        services.recheckDependents(status.service());
    }

    private void persist() {
        keeper.keep(() -> SessionState.of(name(), file(), options, created, Set.copyOf(alone), statuses()));
    }
}
