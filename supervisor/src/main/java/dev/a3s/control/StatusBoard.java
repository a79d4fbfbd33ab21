package dev.a3s.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.process.Kernel;
import dev.a3s.process.Load;
import dev.a3s.process.ProcessId;
import dev.a3s.process.ServiceProcess;
import dev.a3s.session.Ingress;
import dev.a3s.session.Session;
import dev.a3s.session.Sessions;

/**
 * Keeps each session's {@link StatusFile}. What sessions tell the ingress passes by here first: a session's file is
 * removed before anybody hears of a change, and a thread of this class's own writes it again when things have been quiet
 * for a moment, and then every few seconds. Any thread may call.
 */
public final class StatusBoard implements Ingress, AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(5);
    private static final long QUIET_MS = 50;
    /** How old the figures of CPU, memory and ports may be where nothing happens: to measure them costs milliseconds. */
    private static final Duration UNCHANGED = Duration.ofSeconds(4); // less than EVERY: anew each time

    private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);

    private final RuntimeDir home;
    private final Ingress ingress;
    private final long build = DaemonInfo.thisBuild();
    private final ProcessId self = ProcessId.ofThisProcess();
    private final Map<Session, Integer> changes = new HashMap<>(); // this and what follows guarded by this
    private final Set<Session> shown = new HashSet<>();
    private final Set<Session> outdated = new HashSet<>();
    private boolean closed;

    private record Drift(A3sfile running, List<SourceStamp> sources, Optional<String> text) {}

    private final Map<Session, Drift> drifts = new HashMap<>(); // the writing thread's own

    /**
     * An empty board.
     *
     * @param ingress what it passes everything on to
     */
    public StatusBoard(RuntimeDir home, Ingress ingress) throws IOException {
        this.home = home;
        this.ingress = ingress;
        Files.createDirectories(home.status(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var old = Files.list(home.status())) {
            for (var file : old.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Writes from now on. Where a command could not check what it reads for little, there is nothing to write. */
    public void begin(Sessions sessions, Samples samples) {
        if (Kernel.processes().quick()) {
            Thread.ofPlatform().daemon().name("status").start(() -> keep(sessions, samples));
        }
    }

    private void keep(Sessions sessions, Samples samples) {
        try {
            while (awaitWork()) {
                drifts.keySet().retainAll(sessions.all());
                for (var session : sessions.all()) {
                    show(sessions, session, samples);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** Returns when something has changed and then rested, or it is time; false once closed. */
    private synchronized boolean awaitWork() throws InterruptedException {
        long due = System.nanoTime() + EVERY.toNanos();
        while (!closed && outdated.isEmpty() && System.nanoTime() < due) {
            wait(Math.max(1, (due - System.nanoTime()) / 1_000_000));
        }
        for (int before = -1; !closed && before != total();) {
            before = total();
            wait(QUIET_MS);
        }
        return !closed;
    }

    private int total() {
        return changes.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void show(Sessions sessions, Session session, Samples samples) {
        int seen;
        boolean changed;
        synchronized (this) {
            if (!changes.containsKey(session)) {
                return;
            }
            seen = changes.get(session);
            changed = outdated.contains(session);
        }
        try {
            var file = describe(sessions, session, samples.atMost(changed ? Duration.ZERO : UNCHANGED));
            synchronized (this) {
                if (closed || !Integer.valueOf(seen).equals(changes.get(session))) {
                    return;
                }
                file.write(home);
                shown.add(session);
                outdated.remove(session);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("session {} is not on the board; commands ask for it", session.name(), e);
            synchronized (this) {
                outdated.remove(session);
            }
        }
    }

    private StatusFile describe(Sessions sessions, Session session, Map<ServiceProcess, Load> loads) {
        var drift = drift(sessions, session);
        var processes = session.statuses().stream()
                .flatMap(status -> status.state().living().stream())
                .filter(run -> run.pid().isPresent())
                .flatMap(run -> run.process().stream())
                .map(ServiceProcess::id)
                .toList();
        return new StatusFile(System.currentTimeMillis(), build, self, processes, drift.sources(),
                SessionRow.of(session, drift.text(), loads), SessionDesk.exit(List.of(session)));
    }

    /** Read anew only when something that it depends on has changed. */
    private Drift drift(Sessions sessions, Session session) {
        var running = session.file();
        var now = SourceStamp.of(running);
        var known = drifts.get(session);
        if (known != null && known.running().equals(running) && known.sources().equals(now)) {
            return known;
        }
        var read = new Drift(running, now, sessions.drift(session));
        drifts.put(session, read);
        return read;
    }

    private synchronized void outdate(Session session) {
        changes.computeIfPresent(session, (_, count) -> count + 1);
        outdated.add(session);
        outdated.retainAll(changes.keySet());
        if (shown.remove(session)) {
            remove(session);
        }
        notifyAll();
    }

    private void remove(Session session) {
        try {
            Files.deleteIfExists(StatusFile.of(home, session.file().path()));
        } catch (IOException e) {
            LOG.error("session {}: commands may be told what was, for some seconds", session.name(), e);
        }
    }

    private synchronized void outdateAll() {
        List.copyOf(changes.keySet()).forEach(this::outdate);
    }

    @Override
    public Map<String, String> admit(Session session, A3sfile file) {
        var refused = ingress.admit(session, file);
        synchronized (this) {
            changes.putIfAbsent(session, 0);
        }
        outdateAll(); // short names may belong to another session now
        return refused;
    }

    @Override
    public void update(Session session) {
        outdate(session);
        ingress.update(session);
    }

    @Override
    public void dismiss(Session session) {
        synchronized (this) {
            outdate(session);
            changes.remove(session);
            outdated.remove(session);
        }
        ingress.dismiss(session);
        outdateAll();
    }

    @Override
    public String hostFor(String session, String subdomain, int proxyPort) {
        return ingress.hostFor(session, subdomain, proxyPort);
    }

    @Override
    public Optional<Instant> unusedSince(Session session, String service) {
        return ingress.unusedSince(session, service);
    }

    @Override
    public CompletableFuture<Boolean> answered(Session session, String service, Duration atMost) {
        return ingress.answered(session, service, atMost);
    }

    /** Takes everything down. */
    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(shown).forEach(this::remove);
        shown.clear();
        notifyAll();
    }
}
