package dev.a3s.logs;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the files of all open logs, on one daemon thread for the whole JVM: a log that grows is looked at every 4 ms, a
 * quiet one ten times a second, one that has been quiet for long five times. One thread, because waking many costs more
 * than all the looking; a platform thread, because reading files would hold a virtual one's carrier.
 */
final class TailLoop {
    private static final long BUSY = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONG_QUIET = 2 * QUIET;
    private static final long FAILED = TimeUnit.SECONDS.toNanos(2);
    private static final TailLoop SHARED = new TailLoop();

    private final Map<Follower, Pace> logs = new ConcurrentHashMap<>();
    private Thread thread; // guarded by this

    /** An open log whose files are followed; called on the thread of the loop. */
    interface Follower {

        /** Takes in what the files have grown by; returns whether there was anything new. */
        boolean advance() throws IOException;

        /** Whether what the service writes now may be lost. */
        boolean isDiskFull();

        /** After each look what is wrong, in words for a user; empty if nothing is. */
        void troubled(Optional<String> why);
    }

    /** When a log is looked at next. */
    private static final class Pace {
        private long interval = BUSY;
        private long next = System.nanoTime();
    }

    static TailLoop shared() {
        return SHARED;
    }

    synchronized void add(Follower log) {
        logs.put(log, new Pace());
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("logs").start(this::run);
        } else {
            LockSupport.unpark(thread);
        }
    }

    void remove(Follower log) {
        logs.remove(log);
    }

    private void run() {
        while (!idle()) {
            long now = System.nanoTime();
            long next = now + LONG_QUIET;
            for (var entry : logs.entrySet()) {
                var pace = entry.getValue();
                if (pace.next - now <= 0) {
                    look(entry.getKey(), pace, now);
                }
                next = Math.min(next, pace.next);
            }
            LockSupport.parkNanos(this, next - System.nanoTime());
        }
    }

    private synchronized boolean idle() {
        boolean idle = logs.isEmpty();
        if (idle) {
            thread = null;
        }
        return idle;
    }

    /** Soon a tenth of a second, and after some seconds a fifth. */
    private static long longer(long interval) {
        return interval < QUIET ? Math.min(QUIET, interval * 3 / 2) : Math.min(LONG_QUIET, interval + QUIET / 50);
    }

    private void look(Follower log, Pace pace, long now) {
        try {
            boolean grew = log.advance();
            pace.interval = grew ? BUSY : longer(pace.interval);
            log.troubled(log.isDiskFull() ? Optional.of("no space is left on its disk, and what is written now is lost")
                    : Optional.empty());
        } catch (Exception e) {
            if (!logs.containsKey(log)) { // just closed
                return;
            }
            log.troubled(Optional.of("it cannot be followed for now: "
                    + (e instanceof IOException ? e.getMessage() : e.toString())));
            pace.interval = FAILED;
        }
        pace.next = (now / pace.interval + 1) * pace.interval; // quiet logs share a beat, and so a waking
    }
}
