package dev.a3s.proxy.server;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.concurrent.DefaultThreadFactory;

import dev.a3s.proxy.Drain;
import dev.a3s.proxy.DrainLimits;
import dev.a3s.proxy.Localhost;
import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Routes;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.WaitingRoom;
import dev.a3s.proxy.Worker;
import dev.a3s.proxy.http1.Loop;

/** A running proxy: listens, and serves what its {@link Routes} say. */
public final class ProxyServer implements AutoCloseable {
    /** Idle connections kept per upstream, over all event loops. */
    private static final int MAX_IDLE = 32;
    /** Free ports tried until one is free on both addresses. */
    private static final int PORT_TRIES = 20;

    private final Transport transport;
    private final EventLoopGroup group;
    private final ExecutorService background;
    private final Routes routes;
    private final Collection<Loop> loops;
    private final List<Runnable> routeListeners;
    private final List<Channel> listeners;

    private ProxyServer(Transport transport, EventLoopGroup group, ExecutorService background, Routes routes,
            Collection<Loop> loops, List<Runnable> routeListeners, List<Channel> listeners) {
        this.transport = transport;
        this.group = group;
        this.background = background;
        this.routes = routes;
        this.loops = loops;
        this.routeListeners = routeListeners;
        this.listeners = listeners;
    }

    /**
     * Starts to listen, and returns when connections are accepted.
     *
     * @throws ListenFailed if the address or the port cannot be had
     */
    public static ProxyServer start(ProxySettings settings, Routes routes) {
        return start(settings, routes, Transport.best(), System::nanoTime);
    }

    /** @param nanoTime the clock that deadlines of connections go by */
    static ProxyServer start(ProxySettings settings, Routes routes, Transport transport, LongSupplier nanoTime) {
        var threads = new DefaultThreadFactory("proxy", true);
        var group = new MultiThreadIoEventLoopGroup(settings.eventLoops(), threads, transport.handlers());
        var background = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("proxy-background-", 0).factory());
        var waitingRoom = new WaitingRoom(settings.waitingTime());
        var id = new byte[4];
        new SecureRandom().nextBytes(id);
        var pseudonym = "a3s-" + HexFormat.of().formatHex(id);
        var loops = new HashMap<EventLoop, Loop>();
        var routeListeners = new ArrayList<Runnable>();
        group.forEach(executor -> {
            var eventLoop = (EventLoop) executor;
            var worker = new Worker(eventLoop, settings, routes, waitingRoom, background, nanoTime, pseudonym);
            var loop = new Loop(eventLoop, worker, FrontPipeline.back(transport, eventLoop),
                    Math.ceilDiv(MAX_IDLE, settings.eventLoops()));
            loops.put(eventLoop, loop);
            routeListeners.add(loop::routesReplaced);
        });
        routeListeners.add(waitingRoom::callOn);
        routeListeners.forEach(routes::onReplace);
        loops.values().forEach(Loop::routesReplaced);
        loops.values().forEach(Loop::start);
        var listeners = new ArrayList<Channel>();
        var server = new ProxyServer(transport, group, background, routes, loops.values(), routeListeners, listeners);
        try {
            listeners.addAll(listen(settings, FrontPipeline.front(transport, group, Map.copyOf(loops))));
            return server;
        } catch (ListenFailed e) {
            server.close();
            throw e;
        }
    }

    /** The kernel interface that the proxy uses, such as {@code io_uring}. */
    public String transport() {
        return transport.name();
    }

    /** The port that the proxy listens on. */
    public int port() {
        return ((InetSocketAddress) listeners.getFirst().localAddress()).getPort();
    }

    /**
     * Has the exchanges with {@code upstream} end as {@code limits} say. Called when {@link Routes#replace} has moved its routes
     * away; from the end of the drain on nothing is sent there.
     *
     * @param waitsFor gets the requests that are still being answered after a second, on a virtual thread
     */
    public Drain drain(Upstream upstream, DrainLimits limits, Consumer<List<String>> waitsFor) {
        return Drain.of(loops.stream().map(loop -> loop.drain(upstream, limits, waitsFor)).toList());
    }

    /** Ends every connection and returns when the ports are free again; takes up to two seconds. */
    @Override
    public void close() {
        routeListeners.forEach(routes::forget);
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        loops.forEach(Loop::stop);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        background.shutdownNow();
    }

    private static List<Channel> listen(ProxySettings settings, ServerBootstrap bootstrap) {
        boolean both = settings.host().equals("127.0.0.1") || settings.host().equals("localhost");
        if (!both) {
            return List.of(bind(bootstrap, settings, address(settings), settings.port()));
        }
        for (int tries = 1;; tries++) {
            var v4 = bind(bootstrap, settings, Localhost.V4, settings.port());
            int port = ((InetSocketAddress) v4.localAddress()).getPort();
            try {
                return List.of(v4, bind(bootstrap, settings, Localhost.V6, port));
            } catch (ListenFailed e) {
                if (!isTaken(e.getCause())) {
                    return List.of(v4);
                }
                v4.close().awaitUninterruptibly();
                if (settings.port() != 0 || tries == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static InetAddress address(ProxySettings settings) {
        try {
            return InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new ListenFailed(settings.host(), settings.port(), e);
        }
    }

    private static Channel bind(ServerBootstrap bootstrap, ProxySettings settings, InetAddress address, int port) {
        var bound = bootstrap.bind(address, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenFailed(settings.host(), settings.port(), bound.cause());
        }
        return bound.channel();
    }

    /** Whether someone else has the port, as opposed to a machine without IPv6. */
    private static boolean isTaken(Throwable cause) {
        var text = String.valueOf(cause.getMessage());
        return (cause instanceof BindException || cause instanceof NativeIoException) && text.contains("in use");
    }
}
