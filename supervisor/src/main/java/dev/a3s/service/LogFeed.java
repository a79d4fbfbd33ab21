package dev.a3s.service;

import java.time.Duration;

import dev.a3s.health.LogProbe;
import dev.a3s.logs.LogCursor;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.ServiceLog;

/** Hands what a service writes to the probe that waits for a line of it, on a virtual thread of its own. */
final class LogFeed implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Thread thread;

    private LogFeed(Thread thread) {
        this.thread = thread;
    }

    /** From the next line on. */
    static LogFeed start(ServiceLog log, LogProbe probe) {
        LogCursor cursor = log.follow(0);
        return new LogFeed(Thread.ofVirtual().name("log probe").start(() -> {
            try (cursor) {
                while (!Thread.currentThread().isInterrupted())
                    cursor.next(LOOK_AGAIN)
                            .filter(line -> line.stream() != LogLine.Stream.NOTE)
                            .ifPresent(line -> probe.line(line.text()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
