package dev.a3s.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.a3s.process.Load;
import dev.a3s.process.Sampler;
import dev.a3s.process.ServiceProcess;
import dev.a3s.session.Sessions;

/**
 * Measures the CPU, memory and ports that each service uses. A call of {@link #newest} starts a thread that measures every
 * two seconds until nobody has called it for ten; a figure is the load over the time since the measurement before. At other
 * times only the status board has the services measured, now and then. Any thread may call.
 */
public final class Samples {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration WANTED = Duration.ofSeconds(10);
    /** Older figures are measured anew before {@link #newest} returns. */
    private static final Duration STALE = Duration.ofSeconds(3);

    private final Sessions sessions;
    private final Sampler sampler = new Sampler();
    private Map<ServiceProcess, Load> newest = Map.of(); // this and what follows guarded by this
    private long takenAt = System.nanoTime() - STALE.toNanos() - 1;
    private long askedAt;
    private boolean looking;

    /** Measures the services of {@code sessions}. */
    public Samples(Sessions sessions) {
        this.sessions = sessions;
    }

    /** What each run used at the last measurement, {@link #STALE} ago at most. Keeps the measuring thread going. */
    synchronized Map<ServiceProcess, Load> newest() {
        askedAt = System.nanoTime();
        atMost(STALE);
        if (!looking) {
            looking = true;
            Thread.ofVirtual().name("samples").start(this::look);
        }
        return newest;
    }

    /** What each run used, measured at most {@code old} ago. For callers that poll: starts no measuring thread. */
    public synchronized Map<ServiceProcess, Load> atMost(Duration old) {
        boolean begun = !newest.keySet().containsAll(runs()); // a run that was never measured
        if (begun || System.nanoTime() - takenAt > old.toNanos()) {
            take();
        }
        return newest;
    }

    private void take() {
        newest = sampler.sample(runs());
        takenAt = System.nanoTime();
    }

    private List<ServiceProcess> runs() {
        return sessions.all().stream()
                .flatMap(session -> session.statuses().stream())
                .flatMap(status -> status.state().living().stream())
                .flatMap(run -> run.process().stream())
                .toList();
    }

    private void look() {
        try {
            while (lookAgain()) {
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private synchronized boolean lookAgain() {
        long now = System.nanoTime();
        looking = now - askedAt < WANTED.toNanos();
        if (looking && now - takenAt >= EVERY.toNanos() / 2) {
            take();
        }
        return looking;
    }
}
