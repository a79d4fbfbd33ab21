package dev.a3s.config;

import java.util.OptionalInt;
import java.util.Set;

/** Whether a service is expected to speak HTTP, so that a browser can open it. */
public final class Spoken {
    /**
     * The usual ports of what is no web server: SMTP of mail catchers, SQL Server, ZooKeeper, MySQL, NATS, PostgreSQL, AMQP, Redis,
     * Cassandra, Kafka, memcached, MongoDB.
     */
    private static final Set<Integer> OTHER_PROTOCOLS = Set.of(1025, 1433, 2181, 3306, 4222, 5432, 5672, 6379, 9042,
            9092,
            11211, 27017);

    private Spoken() {}

    /**
     * Whether the service on {@code port} should be shown by its URL. One that is probed by TCP, or listens on a port that
     * belongs to another protocol, should not, unless the file names its subdomain or probes it by HTTP.
     */
    public static boolean isHttp(ServiceSpec spec, OptionalInt port) {
        if (spec.named()) {
            return true;
        }
        var check = spec.health().map(HealthSpec::check);
        if (check.isPresent() && check.get() instanceof HealthSpec.Check.Http) {
            return true;
        }
        boolean tcp = check.isPresent() && check.get() instanceof HealthSpec.Check.Tcp;
        return !tcp && (port.isEmpty() || !OTHER_PROTOCOLS.contains(port.getAsInt()));
    }
}
