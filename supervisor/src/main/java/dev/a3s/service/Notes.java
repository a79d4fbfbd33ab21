package dev.a3s.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LogUnreadable;

/**
 * What a3s itself says in a service's log. A log that cannot be written (a full disk) must not keep a service from being
 * looked after: the daemon's log has it then. Any thread.
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
        try {
            around.log(service).note(text);
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
