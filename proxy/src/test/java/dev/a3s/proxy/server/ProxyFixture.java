package dev.a3s.proxy.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.a3s.proxy.Drain;
import dev.a3s.proxy.DrainLimits;
import dev.a3s.proxy.Exchange;
import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Route;
import dev.a3s.proxy.Routes;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.Traffic;
import dev.a3s.proxy.Upstream;

/** A proxy for one test, on epoll and NIO alike, with the exchanges that it reported and a check that it lost no buffer. */
public final class ProxyFixture implements AfterEachCallback {
    private final List<AutoCloseable> closing = new ArrayList<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<String> waitedFor = new CopyOnWriteArrayList<>();
    private final Routes routes = new Routes();
    private ProxySettings settings = new ProxySettings("127.0.0.1", 0, exchanges::add);
    private final AtomicLong ahead = new AtomicLong();
    private Transport transport = Transport.best();
    private ProxyServer server;

    public ProxyFixture() {
        Leaks.watch();
    }

    public ProxyFixture with(UnaryOperator<ProxySettings> change) {
        settings = change.apply(settings);
        return this;
    }

    public ProxyFixture on(Transport other) {
        transport = other;
        return this;
    }

    public int port() {
        if (server == null) {
            server = ProxyServer.start(settings, routes, transport, () -> System.nanoTime() + ahead.get());
        }
        return server.port();
    }

    /** Sets the proxy's clock, which deadlines go by, ahead by {@code time}. */
    public void setAhead(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /**
     * Sets the proxy's clock ahead and returns when the proxy has acted on every deadline that has passed by then. A witness, a
     * client that leaves a head unfinished, has the last of these deadlines. Works with one event loop: when a later client has
     * its answer, everything that began earlier is done.
     *
     * @param time at least the time for a head
     */
    public void letPass(Duration time) {
        var unknown = "GET / HTTP/1.1\r\nHost: nowhere.localhost\r\n\r\n";
        try (var witness = RawClient.to(port()); var later = RawClient.to(port())) {
            witness.send(unknown + "GET /").read();
            later.send(unknown).read();
            setAhead(time);
            var end = witness.readAll();
            if (!end.startsWith("HTTP/1.1 408 ")) {
                throw new AssertionError("the witness should have been given up: " + end);
            }
        }
    }

    /** Drains what the proxy has under way with {@code upstream}. */
    public Drain drain(RecordingUpstream upstream, DrainLimits patience) {
        return server.drain(new Upstream("localhost", upstream.port()), patience, waitedFor::addAll);
    }

    /** The requests that drains were reported to wait for. */
    public List<String> waitedFor() {
        return waitedFor;
    }

    public Routes routes() {
        return routes;
    }

    public List<Exchange> exchanges() {
        return exchanges;
    }

    /** Ends with the test. */
    public <T extends AutoCloseable> T closing(T resource) {
        closing.add(resource);
        return resource;
    }

    public RawClient client() {
        return closing(RawClient.to(port()));
    }

    /** Serves {@code upstream} as {@code web.localhost}, alone. */
    public RecordingUpstream web(RecordingUpstream upstream) {
        routes.replace(List.of(route("web", forward(upstream.port()))));
        return closing(upstream);
    }

    public static Target forward(int port) {
        return forward(port, new Traffic());
    }

    public static Target forward(int port, Traffic traffic) {
        return new Target.Forward(new Upstream("localhost", port), traffic);
    }

    public static Target forward(int port, Runnable recheck) {
        return new Target.Forward(new Upstream("localhost", port), new Traffic(), recheck);
    }

    public static Route route(String name, Target target) {
        return new Route("shop", name, name + ".localhost", false, target, () -> report(name));
    }

    public static ServiceReport report(String name) {
        return new ServiceReport(name, "shop", "failed", "It exited with 1.",
                List.of("\u001b[31merror\u001b[0m: <b>boom</b>"),
                List.of("a3s logs " + name));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (var resource : closing.reversed()) {
            resource.close();
        }
        if (server != null) {
            server.close();
        }
        Leaks.check();
    }
}
