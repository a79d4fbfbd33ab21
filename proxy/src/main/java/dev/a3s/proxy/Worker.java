package dev.a3s.proxy;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;

/** What the connections of one event loop share. Used by that loop only, unless said otherwise. */
final class Worker {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    /** Names that belong to the proxy itself, unless a route claims them. */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "a3s.localhost");

    private final EventLoop loop;
    private final ProxySettings settings;
    private final Routes routes;
    private final WaitingRoom waitingRoom;
    private final ExecutorService background;
    private final UpstreamPool pool;
    private final String pseudonym;
    private final Set<ClientConnection> clients = new LinkedHashSet<>();
    private final Set<PageEvents> pages = new LinkedHashSet<>();
    private final Map<String, String> vias = new HashMap<>();

    Worker(EventLoop loop, ProxySettings settings, Routes routes, WaitingRoom waitingRoom, ExecutorService background,
            Bootstrap bootstrap, int maxIdle, String pseudonym) {
        this.loop = loop;
        this.settings = settings;
        this.routes = routes;
        this.waitingRoom = waitingRoom;
        this.background = background;
        this.pool = new UpstreamPool(loop, bootstrap, background, maxIdle, settings.idleTime().toNanos());
        this.pseudonym = pseudonym;
    }

    EventLoop loop() {
        return loop;
    }

    /** Any thread. */
    Routes routes() {
        return routes;
    }

    WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    UpstreamPool pool() {
        return pool;
    }

    long idleNanos() {
        return settings.idleTime().toNanos();
    }

    long headNanos() {
        return settings.headTime().toNanos();
    }

    /** Looks at deadlines from now on, while there is anything to look at. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
    void start() {
        long period = Math.clamp(Math.min(idleNanos(), headNanos()) / 4, TimeUnit.MILLISECONDS.toNanos(10),
                TimeUnit.MILLISECONDS.toNanos(500));
        loop.scheduleWithFixedDelay(this::checkDeadlines, period, period, TimeUnit.NANOSECONDS);
    }

    /** Another thread than the loop: ends all connections and returns when they are gone. */
    void stop() {
        loop.submit(() -> {
            List.copyOf(clients).forEach(client -> Quietly.close(client.channel()));
            pool.retain(Set.of());
        }).awaitUninterruptibly();
        loop.submit(() -> {}).awaitUninterruptibly(); // after what the ends have set off
    }

    private void checkDeadlines() {
        long now = System.nanoTime();
        List.copyOf(clients).forEach(client -> client.checkDeadline(now));
        pool.expire(now);
    }

    void add(ClientConnection client) {
        clients.add(client);
    }

    void remove(ClientConnection client) {
        clients.remove(client);
    }

    void add(PageEvents page) {
        pages.add(page);
    }

    void remove(PageEvents page) {
        pages.remove(page);
    }

    /** Any thread: lets go of what the routes no longer lead to, and has pages look. */
    void routesReplaced() {
        var upstreams = routes.table().upstreams();
        loop.execute(() -> {
            vias.clear();
            pool.retain(upstreams);
            List.copyOf(pages).forEach(PageEvents::look);
        });
    }

    /** Any thread: runs what may block. */
    void inBackground(Runnable task) {
        background.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a request's background work failed", e);
            }
        });
    }

    /** Blocks: what is known of a route's service; a report that cannot be had costs no request its answer. */
    ServiceReport report(Route route) {
        try {
            return Objects.requireNonNull(route.report().get(), "the report is null");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "no report for service " + route.service(), e);
            return new ServiceReport(route.service(), "", "unknown", "Its state could not be read.", List.of(),
                    List.of());
        }
    }

    ErrorPage noRoute(String name) {
        var names = KnownNames.of(routes.table().routes());
        return OWN_NAMES.contains(name) ? ErrorPage.index(names) : ErrorPage.unknown(name, names);
    }

    /** What Via calls us on this route: an instance that meets its own name again is in a loop. */
    String via(Route route) {
        return vias.computeIfAbsent(route.host(), host -> pseudonym + "." + host);
    }

    /**
     * Whether a request was on this route before (RFC 9110 §7.6.3). A service that calls another one through the proxy, with the
     * fields it was called with, is no loop; coming back to the same service is.
     */
    boolean cameThrough(Route route, FieldSection fields) {
        if (!fields.has(Field.VIA)) {
            return false;
        }
        var via = via(route);
        for (var element : fields.joined(Field.VIA).split("[, ]", -1)) {
            if (element.equals(via)) {
                return true;
            }
        }
        return false;
    }

    /** Connections break all the time; anything else is a mistake of ours that must not pass unseen. */
    static void logUnlessOfTheNetwork(Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.ERROR, "a connection was given up", cause);
        }
    }

    void tell(Exchange exchange) {
        try {
            settings.exchanges().accept(exchange);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the access log failed", e);
        }
    }
}
