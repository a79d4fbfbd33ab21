package dev.a3s.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LogUnreadable;
import dev.a3s.logs.ServiceLog;

/**
 * The logs of a session's services, and of its {@code init} steps; open from the first use to the session's end. Any
 * thread.
 */
final class SessionLogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLogs.class);

    private final SessionHome home;
    private final Map<String, ServiceLog> open = new ConcurrentHashMap<>();

    SessionLogs(SessionHome home) {
        this.home = home;
    }

    ServiceLog of(String service) {
        return open.computeIfAbsent(service,
                name -> ServiceLog.open(name, home.logDir(name), ServiceLog.DEFAULT_BOUND));
    }

    /** Opens the log of {@code service}: from now on its lines get their times, and old ones are dropped at its limit. */
    void readOn(String service) {
        try {
            of(service);
        } catch (LogUnreadable e) {
            LOG.warn("service {}: its log is not read: {}", service, e.getMessage());
        }
    }

    @Override
    public void close() {
        open.values().forEach(ServiceLog::close);
    }
}
