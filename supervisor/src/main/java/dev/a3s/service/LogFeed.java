package dev.a3s.service;

import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.health.LogProbe;
import dev.a3s.logs.LogCursor;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.LogUnreadable;
import dev.a3s.logs.ServiceLog;

/** Hands what a service writes to the probe that waits for a line of it, on a virtual thread of its own. */
final class LogFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final LogCursor cursor;
    private final LogProbe probe;
    private volatile boolean closed;

    private LogFeed(LogCursor cursor, LogProbe probe) {
        this.cursor = cursor;
        this.probe = probe;
    }

    /** Begins with what was written since {@code start}: a process that is taken over wrote its line long ago. */
    static LogFeed start(ServiceLog log, LogProbe probe, Instant start) {
        var feed = new LogFeed(log.followSince(start), probe);
        Thread.ofVirtual().name("log probe").start(feed::run);
        return feed;
    }

    private void run() {
        try (cursor) {
            while (!closed) {
                cursor.next(LOOK_AGAIN).filter(line -> line.stream() != LogLine.Stream.NOTE)
                        .ifPresent(line -> probe.line(line.text()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LogUnreadable e) {
            LOG.debug("the log was closed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
