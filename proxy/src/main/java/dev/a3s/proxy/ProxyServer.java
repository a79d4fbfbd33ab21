package dev.a3s.proxy;

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

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.concurrent.DefaultThreadFactory;

/** A running proxy: listens, and serves what its {@link Routes} say. */
public final class ProxyServer implements AutoCloseable {
    /** Idle connections kept per upstream, over all event loops. */
    private static final int MAX_IDLE = 32;
    /** Free ports tried until one is free on both addresses. */
    private static final int PORT_TRIES = 20;

    private final Transport transport;
    private final EventLoopGroup loops;
    private final ExecutorService background;
    private final Routes routes;
    private final Collection<Worker> workers;
    private final List<Runnable> routeListeners;
    private final List<Channel> listeners;

    private ProxyServer(Transport transport, EventLoopGroup loops, ExecutorService background, Routes routes,
            Collection<Worker> workers, List<Runnable> routeListeners, List<Channel> listeners) {
        this.transport = transport;
        this.loops = loops;
        this.background = background;
        this.routes = routes;
        this.workers = workers;
        this.routeListeners = routeListeners;
        this.listeners = listeners;
    }

    /**
     * Starts to listen, and returns when connections are accepted.
     *
     * @throws ListenFailed if the address or the port cannot be had
     */
    public static ProxyServer start(ProxySettings settings, Routes routes) {
        return start(settings, routes, Transport.best());
    }

    static ProxyServer start(ProxySettings settings, Routes routes, Transport transport) {
        var threads = new DefaultThreadFactory("proxy", true);
        var loops = new MultiThreadIoEventLoopGroup(settings.eventLoops(), threads, transport.handlers());
        var background = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("proxy-background-", 0).factory());
        var waitingRoom = new WaitingRoom(settings.waitingTime());
        var id = new byte[4];
        new SecureRandom().nextBytes(id);
        var pseudonym = "a3s-" + HexFormat.of().formatHex(id);
        var workers = new HashMap<EventLoop, Worker>();
        var routeListeners = new ArrayList<Runnable>();
        loops.forEach(executor -> {
            var loop = (EventLoop) executor;
            var worker = new Worker(loop, settings, routes, waitingRoom, background,
                    FrontPipeline.back(transport, loop),
                    Math.ceilDiv(MAX_IDLE, settings.eventLoops()), pseudonym);
            workers.put(loop, worker);
            routeListeners.add(worker::routesReplaced);
        });
        routeListeners.add(waitingRoom::callOn);
        routeListeners.forEach(routes::onReplace);
        workers.values().forEach(Worker::routesReplaced);
        workers.values().forEach(Worker::start);
        var listeners = new ArrayList<Channel>();
        var server = new ProxyServer(transport, loops, background, routes, workers.values(), routeListeners, listeners);
        try {
            listeners.addAll(listen(settings, FrontPipeline.front(transport, loops, Map.copyOf(workers))));
            return server;
        } catch (ListenFailed e) {
            server.close();
            throw e;
        }
    }

    /** The kernel interface it uses, such as {@code io_uring}. */
    public String transport() {
        return transport.name();
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listeners.getFirst().localAddress()).getPort();
    }

    /** Ends every connection and returns when the ports are free again; takes up to two seconds. */
    @Override
    public void close() {
        routeListeners.forEach(routes::forget);
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        workers.forEach(Worker::stop);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
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
