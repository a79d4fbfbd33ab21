package dev.a3s.health;

import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.health.Probe.Result;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

/**
 * Probes one service until it is closed.
 *
 * <p>
 * The first probe comes at once, the next ones after 100 ms and then ever longer up to 250 ms, so that a service is
 * ready to its dependents soon after it is; from the first success on they start one interval apart, the first of them up to
 * a quarter of it or a second later: those of many services come together then, which costs far less than as many wakings.
 * A virtual thread of the checker's own probes and reports.
 */
public final class HealthChecker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HealthChecker.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final long ORIGIN = System.nanoTime();
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(1);

    private final Probe probe;
    private final Duration interval;
    private final Consumer<Result> results;
    private final Thread thread;
    private boolean closed;

    private HealthChecker(Probe probe, Duration interval, Consumer<Result> results) {
        this.probe = probe;
        this.interval = interval;
        this.results = results;
        this.thread = Thread.ofVirtual().name("health").unstarted(this::run);
    }

    /**
     * Begins to probe.
     *
     * @param interval from the start of one probe to the start of the next, once one has succeeded
     * @param results  gets every result in order on the checker's thread; may close the checker; what it throws is logged
     */
    public static HealthChecker start(Probe probe, Duration interval, Consumer<Result> results) {
        var checker = new HealthChecker(probe, interval, results);
        checker.thread.start();
        return checker;
    }

    /**
     * Ends the probing, also a probe under way, without waiting for it. After the return no result is reported; the call
     * waits for one that is being reported just now.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (!Thread.currentThread().equals(thread)) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            var pause = FIRST_PAUSE;
            while (!(probeAndReport() instanceof Healthy)) {
                Thread.sleep(pause);
                pause = longer(pause);
            }
            for (long next = beat(interval.toNanos());; next += interval.toNanos()) {
                if (next - nanosOfAll() < 0) {
                    next = beat(0); // the last one took longer than the interval
                }
                Thread.sleep(Duration.ofNanos(next - nanosOfAll()));
                probeAndReport();
            }
        } catch (InterruptedException _) {
            log.trace("closed");
        }
    }

    /** The first moment that checkers share after so many nanoseconds. */
    private long beat(long later) {
        long beat = Math.max(1, Math.min(interval.toNanos() / 4, LONGEST_BEAT.toNanos()));
        return ((nanosOfAll() + later) / beat + 1) * beat;
    }

    /** The same for all checkers, and never negative. */
    private static long nanosOfAll() {
        return System.nanoTime() - ORIGIN;
    }

    private Result probeAndReport() throws InterruptedException {
        var result = check();
        synchronized (this) {
            if (closed) {
                throw new InterruptedException();
            }
            try {
                results.accept(result);
            } catch (RuntimeException e) {
                log.error("a health result was not taken: {}", result, e);
            }
            if (closed) {
                throw new InterruptedException("closed by the consumer");
            }
        }
        return result;
    }

    /** A defect in a probe must not leave a service without any. */
    private Result check() throws InterruptedException {
        try {
            return probe.check();
        } catch (RuntimeException e) {
            log.error("{} failed", probe, e);
            return new Unhealthy("the probe itself failed: " + e);
        }
    }

    /** A quarter longer: 100, 125, 156, 195, 244, 250, 250 … ms. */
    private static Duration longer(Duration pause) {
        var longer = pause.multipliedBy(5).dividedBy(4);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
