package dev.a3s.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.a3s.process.Load;
import dev.a3s.process.Sampler;
import dev.a3s.process.ServiceProcess;
import dev.a3s.session.Sessions;

/**
 * What every service uses. From a first question until nobody has asked for a while a thread looks again and again, so that
 * the figures are those of the last seconds; otherwise only {@link StatusBoard} has it measured, now and then. Any thread
 * may ask.
 */
public final class Samples {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration WANTED = Duration.ofSeconds(10);
    /** A figure older than this is measured anew before it is told. */
    private static final Duration STALE = Duration.ofSeconds(3);

    private final Sessions sessions;
    private final Sampler sampler = new Sampler();
    private Map<ServiceProcess, Load> newest = Map.of(); // this and what follows guarded by this
    private long takenAt = System.nanoTime() - STALE.toNanos() - 1;
    private long askedAt;
    private boolean looking;

    /** Of the runs of these. */
    public Samples(Sessions sessions) {
        this.sessions = sessions;
    }

    /** What each run used when it was last looked at, seconds ago at most. */
    synchronized Map<ServiceProcess, Load> newest() {
        askedAt = System.nanoTime();
        atMost(STALE);
        if (!looking) {
            looking = true;
            Thread.ofVirtual().name("samples").start(this::look);
        }
        return newest;
    }

    /** The same for one who asks by himself again and again, for whom it is enough that they are not older than that. */
    public synchronized Map<ServiceProcess, Load> atMost(Duration old) {
        boolean begun = !newest.keySet().containsAll(runs()); // one that nothing is known of yet
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
