package dev.a3s.feed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One follower of a {@link Feed}; belongs to the thread that takes from it. */
public final class Subscription<K, V> implements AutoCloseable {
    private final Set<Subscription<K, V>> all;
    private final Map<K, V> unread = new LinkedHashMap<>();

    Subscription(Set<Subscription<K, V>> all) {
        this.all = all;
    }

    synchronized void offer(K key, V value) {
        unread.put(key, value);
        notifyAll();
    }

    /**
     * The next value, oldest key first.
     *
     * @param wait how long to wait for one; zero does not wait
     * @return empty if there was none in that time
     */
    public synchronized Optional<V> next(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (unread.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        var values = unread.values().iterator();
        var value = values.next();
        values.remove();
        return Optional.of(value);
    }

    /** Forgets what is unread: only what is published from now on comes. */
    public synchronized void skip() {
        unread.clear();
    }

    /** Follows no longer. */
    @Override
    public void close() {
        all.remove(this);
    }
}
