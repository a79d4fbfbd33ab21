package dev.a3s.session;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

import dev.a3s.feed.Feed;
import dev.a3s.feed.Subscription;
import dev.a3s.service.ServiceStatus;

/** The latest status of each service of one session, to be followed or waited for. Any thread may call. */
final class Statuses {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Feed<String, ServiceStatus> feed = new Feed<>();

    void publish(ServiceStatus status) {
        feed.publish(status.service(), status);
    }

    /** Drops a service that the session no longer has. */
    void forget(String service) {
        feed.forget(service);
    }

    /** Every service's status now and each change from now on. The caller closes it. */
    Subscription<String, ServiceStatus> follow() {
        return feed.subscribe();
    }

    /** Waits, without a bound, until each of {@code services} has had a status that fulfils the condition {@code fulfilled}. */
    void await(Collection<String> services, Predicate<ServiceStatus> fulfilled) throws InterruptedException {
        Set<String> left = new LinkedHashSet<>(services);
        try (var changes = follow()) {
            while (!left.isEmpty()) {
                changes.next(LOOK_AGAIN)
                        .filter(fulfilled)
                        .ifPresent(status -> left.remove(status.service()));
            }
        }
    }
}
