package dev.a3s.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.a3s.config.RouteSpec;
import dev.a3s.config.Spoken;
import dev.a3s.proxy.Route;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.Traffic;
import dev.a3s.proxy.Upstream;
import dev.a3s.service.ServiceState.Asleep;
import dev.a3s.service.ServiceState.BackingOff;
import dev.a3s.service.ServiceState.Completed;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Interrupted;
import dev.a3s.service.ServiceState.Launching;
import dev.a3s.service.ServiceState.Next;
import dev.a3s.service.ServiceState.Pending;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Reloading;
import dev.a3s.service.ServiceState.Retired;
import dev.a3s.service.ServiceState.Starting;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Stopping;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.ServedSession;
import dev.a3s.status.Reason;

/**
 * Decides where requests for a session's names go: to a service that serves, into a queue while it starts, or to a page that
 * says what is wrong. Routes are made under the lock of {@link RouteUpdater}; {@link #traffic} may be called on any thread.
 */
final class SessionRoutes {
    private static final int HTTP_PORT = 80;
    private static final Target HOLD = new Target.Hold(() -> {});
    private static final Target UNAVAILABLE = new Target.Unavailable();

    private record Served(ServedSession session, String name) {}

    private final Map<Served, Traffic> traffic = new ConcurrentHashMap<>();
    private final AccessLogs accessLogs;

    SessionRoutes(AccessLogs accessLogs) {
        this.accessLogs = accessLogs;
    }

    /**
     * All routes of {@code session} as its services are now.
     *
     * @param held the short names on the routes' port
     */
    List<Route> of(ServedSession session, ShortNames held) {
        var routes = new ArrayList<Route>();
        for (var status : session.statuses()) {
            addRoutes(session, status, held, routes);
        }
        for (var route : session.file().routes()) {
            addRoute(session, route, held, routes);
        }
        return routes;
    }

    private void addRoutes(ServedSession session, ServiceStatus status, ShortNames held, List<Route> routes) {
        var spec = status.spec();
        var port = status.port();
        if (port.isEmpty()) {
            return;
        }
        var target = target(session, status, port.getAsInt());
        addNames(session, spec.name(), spec.subdomain(), spec.wildcard(), target,
                () -> ServiceReports.of(session, spec.name()),
                Spoken.isHttp(spec, port) ? Optional.empty() : Optional.of("127.0.0.1:" + port.getAsInt()), held,
                routes);
    }

    private void addRoute(ServedSession session, RouteSpec route, ShortNames held, List<Route> routes) {
        int port = route.to().getPort() == -1 ? HTTP_PORT : route.to().getPort();
        Target target = new Target.Forward(new Upstream(route.to().getHost(), port),
                traffic(session, "route " + route.name()));
        addNames(session, route.name(), route.name(), false, target, () -> ServiceReports.of(session, route),
                Optional.empty(), held, routes);
    }

    private void addNames(ServedSession session, String name, String subdomain, boolean wildcard, Target target,
            Supplier<ServiceReport> report, Optional<String> address, ShortNames held, List<Route> routes) {
        var key = AccessLogs.key(session, name);
        accessLogs.open(key);
        if (held.isShort(session.id().name(), subdomain)) {
            routes.add(new Route(session.id().name(), key, subdomain + ".localhost", wildcard, target, report,
                    address));
        }
        routes.add(new Route(session.id().name(), key, ShortNames.fullName(session.id().name(), subdomain), wildcard,
                target, report, address));
    }

    private Target target(ServedSession session, ServiceStatus status, int port) {
        return switch (status.state()) {
            case Reloading(_, _, var listens) when !listens -> HOLD;
            case Ready _, Reloading _, Unhealthy _ ->
                new Target.Forward(upstream(port), traffic(session, status.service()),
                        () -> session.recheck(status.service()));
            case Launching _, Starting _, Interrupted _ -> HOLD;
            case Stopping(_, Next.Again _) -> HOLD;
            case Stopping(_, Next.Doze _) -> wake(session, status);
            case Stopping(_, Next.Later _) -> status.everReady() ? HOLD : UNAVAILABLE;
            case Stopping _ -> UNAVAILABLE;
            case BackingOff _ -> status.everReady() ? HOLD : UNAVAILABLE;
            case Pending _ -> status.settled() ? UNAVAILABLE : HOLD;
            case Asleep _ -> wake(session, status);
            case Stopped _, Completed _, Failed _, Retired _ -> UNAVAILABLE;
        };
    }

    /** Where a service on {@code port} listens. */
    static Upstream upstream(int port) {
        return new Upstream("localhost", port);
    }

    private static Target wake(ServedSession session, ServiceStatus status) {
        return new Target.Hold(() -> session.start(List.of(status.service()), Reason.Event.REQUEST));
    }

    /** The traffic of a service or route: the same object across restarts, other ports and other listeners. */
    Traffic traffic(ServedSession session, String name) {
        return traffic.computeIfAbsent(new Served(session, name), _ -> new Traffic());
    }

    /** Drops the traffic of {@code session}, which gets no more requests. */
    void forget(ServedSession session) {
        traffic.keySet().removeIf(served -> served.session().equals(session));
    }
}
