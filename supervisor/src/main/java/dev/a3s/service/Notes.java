package dev.a3s.service;

import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LogUnreadable;
import dev.a3s.logs.ServiceLog;

/**
 * Writes a3s's own notes into a service's log. Where that cannot be written (a full disk), they go to the daemon's log, and the
 * service is looked after as before. Any thread.
 */
final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

    private final String service;
    private final RunnerContext around;

    Notes(String service, RunnerContext around) {
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

    /** Reads everything that the service has written so far, so that the next note stands behind it. */
    void drain() {
        try {
            around.log(service).drain();
        } catch (LogUnreadable e) {
            LOG.warn("service {}: its last lines may be missing: {}", service, e.getMessage());
        }
    }
}
