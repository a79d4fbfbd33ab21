package dev.a3s.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LogUnreadable;

/**
 * Writes a3s's own notes into a service's log. Where that cannot be written (a full disk), they go to the daemon's log, and the
 * service is looked after as before. Any thread.
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
        try {
            around.log(service).note(text);
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
