package dev.a3s.proxy.http1;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;

import dev.a3s.proxy.Drain;
import dev.a3s.proxy.DrainLimits;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.Worker;
import dev.a3s.proxy.page.Followers;

/**
 * What the connections of one event loop share: the pool of upstream connections, the pages that follow a service, and the checks of
 * deadlines. Used by that loop only, unless said otherwise.
 */
public final class Loop {
    private final EventLoop executor;
    private final Worker worker;
    private final UpstreamPool pool;
    private final Followers followers;
    private final Clients clients = new Clients();
    private final SilentUpstreams silentUpstreams = new SilentUpstreams();

    /**
     * Makes what the connections on {@code executor} are going to share.
     *
     * @param bootstrap makes channels to upstreams on {@code executor}, with an {@link UpstreamConnection} for their handler
     * @param maxIdle most idle connections per upstream
     */
    public Loop(EventLoop executor, Worker worker, Bootstrap bootstrap, int maxIdle) {
        this.executor = executor;
        this.worker = worker;
        this.pool = new UpstreamPool(worker, bootstrap, maxIdle);
        this.followers = new Followers(worker, pool);
    }

    Worker worker() {
        return worker;
    }

    UpstreamPool pool() {
        return pool;
    }

    Followers followers() {
        return followers;
    }

    Clients clients() {
        return clients;
    }

    /** Any thread. */
    SilentUpstreams silentUpstreams() {
        return silentUpstreams;
    }

    /** Starts to check deadlines, about twice a second. Any thread may call this, once. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
    public void start() {
        var settings = worker.settings();
        long shortest = Math.min(settings.idleTime().toNanos(), settings.headTime().toNanos());
        long period = Math.clamp(shortest / 4, TimeUnit.MILLISECONDS.toNanos(10), TimeUnit.MILLISECONDS.toNanos(500));
        executor.scheduleWithFixedDelay(this::checkDeadlines, period, period, TimeUnit.NANOSECONDS);
    }

    /** Ends all connections and returns when they are closed. Must not be called on the loop, since it blocks. */
    public void stop() {
        executor.submit(() -> {
            clients.close();
            pool.retain(Set.of());
        }).awaitUninterruptibly();
        executor.submit(() -> {}).awaitUninterruptibly(); // returns after the tasks that those ends have submitted
    }

    private void checkDeadlines() {
        long now = worker.now();
        clients.checkDeadlines(now);
        pool.expire(now);
    }

    /** Any thread: has the exchanges with {@code upstream} end, from which the routes have moved away before. */
    public Drain drain(Upstream upstream, DrainLimits limits, Consumer<List<String>> waitsFor) {
        return pool.drain(upstream, limits, waitsFor);
    }

    /**
     * Ends idle connections to upstreams that no route leads to any more, and has pages look at the new routes. Any thread
     * may call this.
     */
    public void routesReplaced() {
        var upstreams = worker.routes().upstreams();
        executor.execute(() -> {
            worker.routesReplaced();
            pool.retain(upstreams);
            followers.look();
        });
    }
}
