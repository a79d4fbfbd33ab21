package dev.a3s.daemon;

import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.config.DevSpec;
import dev.a3s.config.RouteSpec;
import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Machine;
import dev.a3s.proxy.Drain;
import dev.a3s.proxy.DrainLimits;
import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Route;
import dev.a3s.proxy.Routes;
import dev.a3s.proxy.server.ListenFailed;
import dev.a3s.proxy.server.ProxyServer;
import dev.a3s.service.Answers;
import dev.a3s.session.Ingress;
import dev.a3s.session.ServedSession;
import dev.a3s.session.SessionEvent;
import dev.a3s.session.SessionListener;
import dev.a3s.session.naming.SessionId;

/**
 * Keeps the proxy's routes in step with the sessions: one proxy for each host and port that a session asks for, shared
 * by all sessions that ask for the same and closed with the last of them. {@link SessionRoutes} makes the routes.
 */
final class RouteUpdater implements Ingress, SessionListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteUpdater.class);

    private record Address(String host, int port) {
        static Address of(DevSpec dev) {
            return new Address(dev.host(), dev.proxyPort());
        }
    }

    private static final class Listener {
        final Routes routes = new Routes();
        final ShortNames names;
        final ProxyServer proxy;
        final Map<SessionId, ServedSession> sessions = new LinkedHashMap<>();

        /** Sets the first routes before the proxy listens: else the first requests after a daemon's death would find none. */
        Listener(Address address, ShortNames names, List<Route> first, AccessLogs log) {
            this.names = names;
            routes.replace(first);
            proxy = ProxyServer.start(new ProxySettings(address.host(), address.port(), log::add), routes);
        }
    }

    private final Map<Address, Listener> listeners = new LinkedHashMap<>();
    /** The short names on each port, since a URL has a name and a port and no address. */
    private final Map<Integer, ShortNames> names = new HashMap<>();
    private final AccessLogs accessLogs = new AccessLogs();
    private final SessionRoutes sessionRoutes = new SessionRoutes(accessLogs);

    @Override
    public synchronized Map<String, String> admit(ServedSession session, A3sfile file) {
        DaemonLog.level(file.dev().logLevel().name());
        var address = Address.of(file.dev());
        var listener = listeners.get(address);
        if (listener == null) {
            listener = listen(address, session);
            listeners.put(address, listener);
        }
        if (!session.equals(listener.sessions.get(session.id()))) {
            leaveOthers(session, address);
            listener.sessions.put(session.id(), session);
        }
        var refused = listener.names.admit(session.id().name(),
                Stream.concat(file.services().values().stream().map(ServiceSpec::subdomain),
                        file.routes().stream().map(RouteSpec::name)).toList());
        refresh(listener);
        return refused;
    }

    private Listener listen(Address address, ServedSession first) {
        try {
            var held = names(address.port());
            var listener = new Listener(address, held, sessionRoutes.of(first, held), accessLogs);
            LOG.info("listening on {}:{} over {}", address.host(), address.port(), listener.proxy.transport());
            return listener;
        } catch (ListenFailed e) {
            if (isOfNoAddress(e)) {
                throw new PortHeld(
                        "Invalid host address: " + address.host() + " (it is not one of this machine; 127.0.0.1"
                                + " serves this machine alone, 0.0.0.0 lets others in)",
                        e);
            }
            throw new PortHeld(Machine.refusal(address.port()).orElse(e.getMessage()), e);
        }
    }

    private static boolean isOfNoAddress(ListenFailed e) {
        return e.getCause() instanceof UnknownHostException
                || String.valueOf(e.getCause().getMessage()).contains("assign requested address");
    }

    /** Serves {@code session}, whose file now asks for {@code address}, nowhere else. */
    private void leaveOthers(ServedSession session, Address address) {
        listeners.entrySet().removeIf(entry -> !entry.getKey().equals(address) && leave(entry.getValue(), session));
    }

    /** Takes {@code session} off the listener and closes the listener if no session is left on it; returns whether it did. */
    private boolean leave(Listener listener, ServedSession session) {
        if (listener.sessions.remove(session.id(), session)) {
            listener.names.dismiss(session.id().name());
            refresh(listener);
        }
        if (!listener.sessions.isEmpty()) {
            return false;
        }
        listener.proxy.close();
        return true;
    }

    @Override
    public synchronized void dismiss(ServedSession session) {
        sessionRoutes.forget(session);
        accessLogs.close(session);
        listeners.values().removeIf(listener -> leave(listener, session));
    }

    /** Makes the session's routes anew, whatever happened. A session that is not served has none. */
    @Override
    public synchronized void happened(SessionEvent event) {
        listeners.values().stream()
                .filter(listener -> listener.sessions.containsKey(event.session()))
                .forEach(this::refresh);
    }

    @Override
    public synchronized String hostFor(String session, String subdomain, int proxyPort) {
        return names(proxyPort).hostFor(session, subdomain);
    }

    private ShortNames names(int port) {
        return names.computeIfAbsent(port, _ -> new ShortNames());
    }

    @Override
    public Optional<Instant> unusedSince(ServedSession session, String service) {
        return sessionRoutes.traffic(session, service).unusedSince();
    }

    @Override
    public synchronized Answers answers(int port, Duration still, Consumer<List<String>> waitsFor) {
        var upstream = SessionRoutes.upstream(port);
        var drain = Drain.of(listeners.values().stream()
                .map(listener -> listener.proxy.drain(upstream, DrainLimits.USUAL.atMost(still), waitsFor)).toList());
        return new Answers() {
            @Override
            public CompletableFuture<List<String>> over() {
                return drain.over();
            }

            @Override
            public void hurry() {
                drain.hurry();
            }
        };
    }

    /** The exchanges with all sessions' services. */
    AccessLogs accessLogs() {
        return accessLogs;
    }

    /** The addresses that the proxies listen on, as {@code host:port}. */
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
                listener.sessions.values().stream()
                        .flatMap(session -> sessionRoutes.of(session, listener.names).stream())
                        .toList());
    }
}
