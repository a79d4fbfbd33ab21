package dev.a3s.proxy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names the proxy knows. Readable and replaceable from any thread: a replacement is one write of one reference, and
 * connections of routes that stay are not touched by it.
 */
public final class Routes {

    private volatile Table table = new Table(Map.of());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * Replaces all routes by {@code routes}. Waiting requests whose route is now a {@link Target.Forward} go on, and those
     * whose route is {@link Target.Unavailable} are answered.
     *
     * @throws IllegalArgumentException if two routes claim one host
     */
    public void replace(Collection<Route> routes) {
        var byHost = new HashMap<String, Route>();
        for (var route : routes) {
            var other = byHost.put(route.host(), route);
            if (other != null) {
                throw new IllegalArgumentException("services \"" + other.service() + "\" and \"" + route.service()
                        + "\" both claim " + route.host());
            }
        }
        table = new Table(Map.copyOf(byHost));
        listeners.forEach(Runnable::run);
    }

    /** The route for a host name in lower case without trailing dot: its own, else the closest wildcard above it. */
    public Optional<Route> lookup(String host) {
        return table.lookup(host);
    }

    /** The table of this moment; a different one after each {@link #replace}. */
    Table table() {
        return table;
    }

    /** Has {@code listener} called after each replacement, by the thread that replaced. */
    public void onReplace(Runnable listener) {
        listeners.add(listener);
    }

    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** The upstreams that some route leads to now. */
    public Set<Upstream> upstreams() {
        return table.upstreams();
    }

    /** One immutable state of the routes. */
    static final class Table {
        private final Map<String, Route> byHost;

        private Table(Map<String, Route> byHost) {
            this.byHost = byHost;
        }

        Optional<Route> lookup(String host) {
            var exact = byHost.get(host);
            if (exact != null) {
                return Optional.of(exact);
            }
            for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
                var above = byHost.get(host.substring(dot + 1));
                if (above != null && above.wildcard()) {
                    return Optional.of(above);
                }
            }
            return Optional.empty();
        }

        Collection<Route> routes() {
            return byHost.values();
        }

        private Set<Upstream> upstreams() {
            return byHost.values()
                    .stream()
                    .flatMap(route -> route.target() instanceof Target.Forward(var upstream, _, _)
                            ? Stream.of(upstream)
                            : Stream.empty())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
