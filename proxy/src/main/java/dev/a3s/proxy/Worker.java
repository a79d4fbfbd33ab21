package dev.a3s.proxy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** What the requests of one event loop share. Used by that loop only, unless said otherwise. */
public final class Worker {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    /** Names that belong to the proxy itself, unless a route claims them. */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "a3s.localhost");

    private final ScheduledExecutorService loop;
    private final ProxySettings settings;
    private final Routes routes;
    private final WaitingRoom waitingRoom;
    private final Executor background;
    private final LongSupplier nanoTime;
    private final String pseudonym;
    private final Map<String, String> vias = new HashMap<>();
    private final FaultLog faults = new FaultLog();

    /**
     * The share of one event loop.
     *
     * @param background runs what may block
     * @param nanoTime the clock that deadlines of connections go by, as {@link System#nanoTime}
     * @param pseudonym what {@code Via} calls this proxy, different from that of any other
     */
    public Worker(ScheduledExecutorService loop, ProxySettings settings, Routes routes, WaitingRoom waitingRoom,
            Executor background, LongSupplier nanoTime, String pseudonym) {
        this.loop = loop;
        this.settings = settings;
        this.routes = routes;
        this.waitingRoom = waitingRoom;
        this.background = background;
        this.nanoTime = nanoTime;
        this.pseudonym = pseudonym;
    }

    /** Any thread. */
    public ScheduledExecutorService loop() {
        return loop;
    }

    public ProxySettings settings() {
        return settings;
    }

    /** Any thread. */
    public Routes routes() {
        return routes;
    }

    WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    /** Nanoseconds since an arbitrary moment, by the clock that deadlines of connections go by. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** Any thread: runs what may block. */
    public void inBackground(Runnable task) {
        background.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a request's background work failed", e);
            }
        });
    }

    /**
     * Asks what is known of a route's service; blocks. If that fails, the report says so, so that the request is answered in
     * any case.
     */
    ServiceReport report(Route route) {
        try {
            return Objects.requireNonNull(route.report().get(), "the report is null");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "no report for service " + route.service(), e);
            return new ServiceReport(route.service(), "", "unknown", "Its state could not be read.", List.of(),
                    List.of());
        }
    }

    /** The reason why a request for {@code name}, which has no route, is not served. */
    Unserved noRoute(String name) {
        var names = KnownNames.of(routes.table().routes());
        return OWN_NAMES.contains(name) ? new Unserved.OwnName(names) : new Unserved.UnknownName(name, names);
    }

    /** The name of this proxy in {@code Via} on this route; a request that arrives with it has come in a loop. */
    String via(Route route) {
        return vias.computeIfAbsent(route.host(), host -> pseudonym + "." + host);
    }

    /** Forgets the names in {@code Via} of routes that may be gone. */
    public void routesReplaced() {
        vias.clear();
    }

    /** Hands a finished exchange to the access log. */
    public void log(Exchange exchange) {
        if (!exchange.fault().isEmpty()) {
            faults.log(exchange, System.nanoTime());
        }
        try {
            settings.exchanges().accept(exchange);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the access log failed", e);
        }
    }
}
