package dev.a3s.proxy.http1;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;

import dev.a3s.proxy.DrainLimits;
import dev.a3s.proxy.Localhost;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.Worker;
import dev.a3s.proxy.page.PageEvents;

/**
 * Makes the connections of one event loop to upstreams, and keeps those that idle for the next request, newest first.
 *
 * <p>Idle connections are bounded per upstream and in time, and end at once when no route leads to their upstream any more,
 * so that a server which waits for its connections can stop.
 */
final class UpstreamPool implements UpstreamConnection.Home, PageEvents.Reachability {
    /** How long a connection may have idled for a request that must not be sent twice. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    /** Gets the connection that it asked for, or the reason why there is none: one call, on the event loop. */
    interface Recipient {
        /** The connection belongs to the recipient from here on. */
        void connected(UpstreamConnection connection);

        void unreachable(Throwable cause);
    }

    private final Worker worker;
    private final Bootstrap bootstrap;
    private final int maxIdle;
    private final Map<Upstream, Deque<UpstreamConnection>> idle = new HashMap<>();
    private final Map<Upstream, InetAddress> answering = new HashMap<>();
    /** All connections that are open, those that carry an exchange included. */
    private final Map<Upstream, Set<UpstreamConnection>> open = new HashMap<>();
    private final Map<UpstreamDrain, Upstream> drains = new HashMap<>();
    private Set<Upstream> routed = Set.of();

    /**
     * @param worker of the event loop; runs name look-ups, which block, in the background
     * @param bootstrap makes channels on that loop
     * @param maxIdle most idle connections per upstream
     */
    UpstreamPool(Worker worker, Bootstrap bootstrap, int maxIdle) {
        this.worker = worker;
        this.bootstrap = bootstrap;
        this.maxIdle = maxIdle;
    }

    /**
     * Takes an idle connection out of the pool; null if there is none. A request that {@code mustNotRepeat} gets only one that was
     * used within the last second: the upstream may be about to close an older one, and then nobody would know whether it has
     * acted on the request (RFC 9112 §9.3.1).
     */
    UpstreamConnection idle(Upstream upstream, boolean mustNotRepeat) {
        var connections = idle.get(upstream);
        var newest = connections == null ? null : connections.peekLast();
        if (newest == null || (mustNotRepeat && worker.now() - newest.idleSince() > FRESH_NANOS)) {
            return null;
        }
        return connections.pollLast();
    }

    void connect(Upstream upstream, Recipient recipient) {
        if (upstream.isLoopback()) {
            connect(upstream, loopback(upstream), 0, recipient);
            return;
        }
        worker.inBackground(() -> {
            try {
                var addresses = List.of(InetAddress.getAllByName(upstream.host()));
                worker.loop().execute(() -> connect(upstream, addresses, 0, recipient));
            } catch (UnknownHostException e) {
                worker.loop().execute(() -> recipient.unreachable(e));
            }
        });
    }

    private void connect(Upstream upstream, List<InetAddress> addresses, int next, Recipient recipient) {
        var address = new InetSocketAddress(addresses.get(next), upstream.port());
        bootstrap.connect(address).addListener((ChannelFuture future) -> {
            if (future.isSuccess()) {
                answering.put(upstream, address.getAddress());
                var connection = future.channel().pipeline().get(UpstreamConnection.class);
                connection.belongTo(this, upstream);
                open.computeIfAbsent(upstream, _ -> new LinkedHashSet<>()).add(connection);
                recipient.connected(connection);
            } else if (next + 1 < addresses.size()) {
                connect(upstream, addresses, next + 1, recipient);
            } else {
                recipient.unreachable(future.cause());
            }
        });
    }

    @Override
    public void check(Upstream upstream, Consumer<Boolean> listens) {
        connect(upstream, new Recipient() {
            @Override
            public void connected(UpstreamConnection connection) {
                connection.close();
                listens.accept(true);
            }

            @Override
            public void unreachable(Throwable cause) {
                listens.accept(false);
            }
        });
    }

    /** 127.0.0.1 and ::1, the one that answered last time first; never asks a resolver. */
    private List<InetAddress> loopback(Upstream upstream) {
        var addresses = new ArrayList<>(Localhost.BOTH);
        var last = answering.get(upstream);
        if (last != null && addresses.remove(last)) {
            addresses.addFirst(last);
        }
        return addresses;
    }

    /** Keeps a connection for the next request, or closes it if there are enough or nobody will ask again. */
    @Override
    public void giveBack(UpstreamConnection connection) {
        var connections = idle.computeIfAbsent(connection.upstream(), _ -> new ArrayDeque<>());
        if (connections.size() >= maxIdle || !routed.contains(connection.upstream())) {
            connection.close();
            return;
        }
        connection.idles(worker.now());
        connections.addLast(connection);
        exchangeEnded(connection.upstream());
    }

    @Override
    public void forget(UpstreamConnection connection) {
        var upstream = connection.upstream();
        var connections = idle.get(upstream);
        if (connections != null) {
            connections.remove(connection);
        }
        open.computeIfPresent(upstream, (_, others) -> {
            others.remove(connection);
            return others.isEmpty() ? null : others;
        });
        exchangeEnded(upstream);
    }

    /** Any thread: has the exchanges with {@code upstream} end, from which the routes have moved away. */
    UpstreamDrain drain(Upstream upstream, DrainLimits limits, Consumer<List<String>> waitsFor) {
        var drain = new UpstreamDrain(worker, () -> carried(upstream), limits, waitsFor);
        worker.loop().execute(() -> {
            drains.put(drain, upstream);
            drain.begin();
            var _ = drain.over().thenRun(() -> drains.remove(drain));
        });
        return drain;
    }

    private Set<Carried> carried(Upstream upstream) {
        return open.getOrDefault(upstream, Set.of())
                .stream()
                .flatMap(UpstreamConnection::carried)
                .collect(Collectors.toSet());
    }

    private void exchangeEnded(Upstream upstream) {
        if (!drains.isEmpty()) {
            Map.copyOf(drains).forEach((drain, of) -> {
                if (of.equals(upstream)) {
                    drain.look();
                }
            });
        }
    }

    /** Ends idle connections to all upstreams but these. */
    void retain(Set<Upstream> upstreams) {
        routed = upstreams;
        answering.keySet().retainAll(upstreams);
        idle.entrySet().removeIf(entry -> {
            boolean leaves = !upstreams.contains(entry.getKey());
            if (leaves) {
                List.copyOf(entry.getValue()).forEach(UpstreamConnection::close);
            }
            return leaves;
        });
    }

    /** Ends connections that have idled too long, oldest first. */
    void expire(long now) {
        long maxIdleNanos = worker.settings().idleTime().toNanos();
        for (var connections : idle.values()) {
            while (!connections.isEmpty() && now - connections.peekFirst().idleSince() > maxIdleNanos) {
                connections.pollFirst().close();
            }
        }
    }
}
