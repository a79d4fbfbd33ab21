package dev.a3s.daemon;

import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.config.DevSpec;
import dev.a3s.config.RouteSpec;
import dev.a3s.config.ServiceSpec;
import dev.a3s.control.Machine;
import dev.a3s.proxy.ListenFailed;
import dev.a3s.proxy.ProxyServer;
import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Route;
import dev.a3s.proxy.Routes;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.Traffic;
import dev.a3s.proxy.Upstream;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Ingress;
import dev.a3s.session.Session;

/**
 * Keeps the proxy's routes in step with the sessions: one proxy for each host and port that a session asks for, shared
 * by all that ask for the same and closed with the last of them.
 */
final class RouteUpdater implements Ingress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteUpdater.class);

    private static final int HTTP_PORT = 80;
    private static final Target HOLD = new Target.Hold(() -> {});
    private static final Target UNAVAILABLE = new Target.Unavailable();

    private record Address(String host, int port) {
        static Address of(DevSpec dev) {
            return new Address(dev.host(), dev.proxyPort());
        }
    }

    private static final class Listener {
        final Routes routes = new Routes();
        final Names names;
        final ProxyServer proxy;
        final Map<String, Session> sessions = new LinkedHashMap<>();

        /** Its routes are there before it listens, or the first requests after a daemon's death would find none. */
        Listener(Address address, Names names, List<Route> first, AccessLogs log) {
            this.names = names;
            routes.replace(first);
            proxy = ProxyServer.start(new ProxySettings(address.host(), address.port(), log::add), routes);
        }
    }

    private record Served(Session session, String name) {}

    private final Map<Address, Listener> listeners = new LinkedHashMap<>();
    /** By port, since a name and a port are what a URL says. */
    private final Map<Integer, Names> names = new HashMap<>();
    private final Map<Served, Traffic> traffic = new ConcurrentHashMap<>();
    private final AccessLogs accessLogs = new AccessLogs();

    @Override
    public synchronized Map<String, String> admit(Session session, A3sfile file) {
        DaemonLog.level(file.dev().logLevel().name());
        Address address = Address.of(file.dev());
        Listener listener = listeners.get(address);
        if (listener == null) {
            listener = listen(address, session);
            listeners.put(address, listener);
        }
        if (listener.sessions.get(session.name()) != session) {
            leaveOthers(session, address);
            listener.sessions.put(session.name(), session);
        }
        Map<String, String> refused = listener.names.admit(session.name(),
                Stream.concat(file.services().values().stream().map(ServiceSpec::subdomain),
                        file.routes().stream().map(RouteSpec::name)).toList());
        refresh(listener);
        return refused;
    }

    private Listener listen(Address address, Session first) {
        try {
            Names held = names(address.port());
            Listener listener = new Listener(address, held, routesOf(first, held), accessLogs);
            LOG.info("listening on {}:{} over {}", address.host(), address.port(), listener.proxy.transport());
            return listener;
        } catch (ListenFailed e) {
            if (isOfNoAddress(e))
                throw new PortHeld(
                        "Invalid host address: " + address.host() + " (it is not one of this machine; 127.0.0.1"
                                + " serves this machine alone, 0.0.0.0 lets others in)",
                        e);
            throw new PortHeld(Machine.refusal(address.port()).orElse(e.getMessage()), e);
        }
    }

    private static boolean isOfNoAddress(ListenFailed e) {
        return e.getCause() instanceof UnknownHostException
                || String.valueOf(e.getCause().getMessage()).contains("assign requested address");
    }

    /** A session whose file now asks for another address is served there only. */
    private void leaveOthers(Session session, Address address) {
        listeners.entrySet().removeIf(entry -> !entry.getKey().equals(address) && leave(entry.getValue(), session));
    }

    /** Whether that leaves nobody who asked for the listener, which is then closed. */
    private boolean leave(Listener listener, Session session) {
        if (listener.sessions.remove(session.name(), session)) {
            listener.names.dismiss(session.name());
            refresh(listener);
        }
        if (!listener.sessions.isEmpty())
            return false;
        listener.proxy.close();
        return true;
    }

    @Override
    public synchronized void dismiss(Session session) {
        traffic.keySet().removeIf(served -> served.session() == session);
        accessLogs.close(session);
        listeners.values().removeIf(listener -> leave(listener, session));
    }

    @Override
    public synchronized void update(Session session) {
        listeners.values()
                .stream()
                .filter(listener -> listener.sessions.get(session.name()) == session)
                .forEach(this::refresh);
    }

    @Override
    public synchronized String hostFor(String session, String subdomain, int proxyPort) {
        return names(proxyPort).hostFor(session, subdomain);
    }

    private Names names(int port) {
        return names.computeIfAbsent(port, _ -> new Names());
    }

    @Override
    public Optional<Instant> unusedSince(Session session, String service) {
        return traffic(session, service).unusedSince();
    }

    @Override
    public CompletableFuture<Boolean> answered(Session session, String service, Duration atMost) {
        return traffic(session, service).answered()
                .thenApply(_ -> true)
                .completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What was asked of all sessions' services. */
    AccessLogs accessLogs() {
        return accessLogs;
    }

    /** The same one over restarts, other ports and other listeners, until the session is dismissed. */
    private Traffic traffic(Session session, String name) {
        return traffic.computeIfAbsent(new Served(session, name), _ -> new Traffic());
    }

    /** What is listened on, as {@code host:port}. */
    synchronized List<String> listeners() {
        return listeners.keySet().stream().map(address -> address.host() + ":" + address.port()).toList();
    }

    @Override
    public synchronized void close() {
        listeners.values().forEach(listener -> listener.proxy.close());
        listeners.clear();
    }

    private void refresh(Listener listener) {
        listener.routes.replace(
                listener.sessions.values().stream().flatMap(session -> routesOf(session, listener.names).stream())
                        .toList());
    }

    private List<Route> routesOf(Session session, Names held) {
        var routes = new ArrayList<Route>();
        for (ServiceStatus status : session.statuses())
            addRoutes(session, status, held, routes);
        for (RouteSpec route : session.file().routes())
            addRoute(session, route, held, routes);
        return routes;
    }

    private void addRoutes(Session session, ServiceStatus status, Names held, List<Route> routes) {
        ServiceSpec spec = status.spec();
        OptionalInt port = status.port();
        if (port.isEmpty())
            return;
        Target target = target(session, status, port.getAsInt());
        addNames(session, spec.name(), spec.subdomain(), spec.wildcard(), target,
                () -> ServiceReports.of(session, spec.name()), held, routes);
    }

    private void addRoute(Session session, RouteSpec route, Names held, List<Route> routes) {
        int port = route.to().getPort() == -1 ? HTTP_PORT : route.to().getPort();
        Target target = new Target.Forward(new Upstream(route.to().getHost(), port),
                traffic(session, "route " + route.name()));
        addNames(session, route.name(), route.name(), false, target, () -> ServiceReports.of(session, route), held,
                routes);
    }

    private void addNames(Session session, String name, String subdomain, boolean wildcard, Target target,
            Supplier<ServiceReport> report, Names held, List<Route> routes) {
        String key = AccessLogs.key(session, name);
        accessLogs.open(key);
        if (held.isShort(session.name(), subdomain))
            routes.add(new Route(session.name(), key, subdomain + ".localhost", wildcard, target, report));
        routes.add(new Route(session.name(), key, Names.fullName(session.name(), subdomain), wildcard, target, report));
    }

    private Target target(Session session, ServiceStatus status, int port) {
        return switch (status.state()) {
            case ServiceState.Ready _, ServiceState.Reloading _, ServiceState.Unhealthy _ ->
                new Target.Forward(new Upstream("localhost", port), traffic(session, status.service()));
            case ServiceState.Launching _, ServiceState.Starting _ -> HOLD;
            case ServiceState.Stopping(_, Next.Again _) -> HOLD;
            case ServiceState.Stopping(_, Next.Doze _) -> wake(session, status);
            case ServiceState.Stopping(_, Next.Later _) -> status.everReady() ? HOLD : UNAVAILABLE;
            case ServiceState.Stopping _ -> UNAVAILABLE;
            case ServiceState.BackingOff _ -> status.everReady() ? HOLD : UNAVAILABLE;
            case ServiceState.Pending _ -> status.settled() ? UNAVAILABLE : HOLD;
            case ServiceState.Asleep _ -> wake(session, status);
            case ServiceState.Stopped _, ServiceState.Completed _, ServiceState.Failed _, ServiceState.Retired _ ->
                UNAVAILABLE;
        };
    }

    private static Target wake(Session session, ServiceStatus status) {
        return new Target.Hold(() -> session.start(List.of(status.service()), "a request for it"));
    }
}
