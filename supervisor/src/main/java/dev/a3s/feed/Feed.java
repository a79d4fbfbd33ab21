package dev.a3s.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest value of each key, and a way to follow them. A follower that falls behind gets the newest value of a key
 * instead of every one in between, so that what waits for it is bounded by the number of keys and publishing never
 * blocks. Safe for any thread.
 *
 * @param <K> what the values are about, for instance a service's name
 * @param <V> immutable
 */
public final class Feed<K, V> {
    private final Map<K, V> latest = new LinkedHashMap<>();
    private final Set<Subscription<K, V>> subscriptions = ConcurrentHashMap.newKeySet();

    /** Publishes to every follower, and to every later one, that {@code value} is what holds for {@code key}. */
    public synchronized void publish(K key, V value) {
        latest.put(key, value);
        for (var subscription : subscriptions) {
            subscription.offer(key, value);
        }
    }

    /** Forgets {@code key}; followers hear nothing of that. */
    public synchronized void forget(K key) {
        latest.remove(key);
    }

    /** What holds now, in the order in which the keys were first published. */
    public synchronized Map<K, V> snapshot() {
        return new LinkedHashMap<>(latest);
    }

    /** Follows from now on, beginning with what holds now. The caller closes it. */
    public synchronized Subscription<K, V> subscribe() {
        var subscription = new Subscription<>(subscriptions);
        latest.forEach(subscription::offer);
        subscriptions.add(subscription);
        return subscription;
    }
}
