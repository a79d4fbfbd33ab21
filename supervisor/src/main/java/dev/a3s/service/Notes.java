package dev.a3s.service;

import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LogUnreadable;
import dev.a3s.logs.ServiceLog;

/**
 * What a3s itself says in a service's log. A log that cannot be written (a full disk) must not keep a service from being
 * looked after: the daemon's log has it then. Any thread.
 */
final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

    private final String service;
    private final Surroundings around;

    Notes(String service, Surroundings around) {
        this.service = service;
        this.around = around;
    }

    void add(String text) {
        write(text, ServiceLog::note);
    }

    /** Says that the service is being launched, before the command can have written a line of its own. */
    void addLaunch(String text) {
        write(text, ServiceLog::noteLaunch);
    }

    private void write(String text, BiConsumer<ServiceLog, String> how) {
        try {
            how.accept(around.log(service), text);
        } catch (LogUnreadable e) {
            LOG.warn("service {}: {} (not in its log: {})", service, text, e.getMessage());
        }
    }

    /** Takes in everything that the service has written so far, so that what is noted next comes after it. */
    void drain() {
        try {
            around.log(service).drain();
        } catch (LogUnreadable e) {
            LOG.warn("service {}: its last lines may be missing: {}", service, e.getMessage());
        }
    }
}
