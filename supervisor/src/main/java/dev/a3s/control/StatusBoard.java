package dev.a3s.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.A3sfile;
import dev.a3s.operations.Rows;
import dev.a3s.operations.Samples;
import dev.a3s.operations.SessionOperations;
import dev.a3s.process.Kernel;
import dev.a3s.process.Load;
import dev.a3s.process.ProcessId;
import dev.a3s.process.ServiceProcess;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.RuntimeDir;
import dev.a3s.protocol.SourceStamp;
import dev.a3s.protocol.StatusFile;
import dev.a3s.session.Session;
import dev.a3s.session.SessionEvent;
import dev.a3s.session.SessionListener;
import dev.a3s.session.Sessions;
import dev.a3s.session.naming.SessionId;
import dev.a3s.status.Drift;

/**
 * Keeps each session's {@link StatusFile}. As a listener of the session feed, the board removes a session's file before any
 * follower gets the event. Its own thread writes the file again once nothing has happened for a moment, and then every few
 * seconds. A file is found by its session's A3sfile. Sessions that share an A3sfile have no status file; commands ask the
 * daemon about them. Any thread may call.
 */
public final class StatusBoard implements SessionListener, AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(5);
    private static final long QUIET_MS = 50;
    /** How old figures of CPU, memory and ports may be while nothing happens: measuring them costs milliseconds. */
    private static final Duration UNCHANGED = Duration.ofSeconds(4); // less than EVERY, so they are measured anew for each file

    private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);

    private final RuntimeDir home;
    private final long build = DaemonInfo.thisBuild();
    private final ProcessId self = ProcessId.ofThisProcess();
    private final Map<SessionId, Entry> entries = new HashMap<>(); // this and what follows guarded by this
    private long changes;
    private boolean closed;

    /** A session that is not over; guarded by the board. */
    private static final class Entry {
        final Path file;
        /** How many events the session had. */
        long changes;
        /** Whether the session's status file is there. */
        boolean shown;
        /** Whether an event came after the file was last written. */
        boolean outdated;

        Entry(Path file) {
            this.file = file;
        }
    }

    /** How an A3sfile differs from what its session runs, as last read; true as long as neither changes. */
    private record KnownDrift(A3sfile running, List<Path> runs, List<SourceStamp> sources, Optional<Drift> drift) {}

    private final Map<Session, KnownDrift> drifts = new HashMap<>(); // the writing thread's own

    /** Creates an empty board; removes the files of an earlier daemon. */
    public StatusBoard(RuntimeDir home) throws IOException {
        this.home = home;
        Files.createDirectories(home.status(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var old = Files.list(home.status())) {
            for (var file : old.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Starts to write, unless processes are so slow to look up here that a command could not cheaply check a file. */
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

    /** Waits until files are outdated and events have paused, or {@link #EVERY} has passed; returns false once closed. */
    private synchronized boolean awaitWork() throws InterruptedException {
        long due = System.nanoTime() + EVERY.toNanos();
        while (!closed && entries.values().stream().noneMatch(entry -> entry.outdated) && System.nanoTime() < due) {
            wait(Math.max(1, (due - System.nanoTime()) / 1_000_000));
        }
        for (long before = -1; !closed && before != changes;) {
            before = changes;
            wait(QUIET_MS);
        }
        return !closed;
    }

    private void show(Sessions sessions, Session session, Samples samples) {
        Entry entry;
        long seen;
        boolean changed;
        synchronized (this) {
            entry = entries.get(session.id());
            if (entry == null || isShared(entry.file)) {
                return;
            }
            seen = entry.changes;
            changed = entry.outdated;
        }
        try {
            var file = describe(sessions, session, samples.atMost(changed ? Duration.ZERO : UNCHANGED));
            synchronized (this) {
                if (closed || entries.get(session.id()) != entry || entry.changes != seen) {
                    return;
                }
                file.write(home);
                entry.shown = true;
                entry.outdated = false;
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("session {} is not on the board; commands ask for it", session.name(), e);
            synchronized (this) {
                entry.outdated = false;
            }
        }
    }

    private boolean isShared(Path file) {
        return entries.values().stream().filter(entry -> entry.file.equals(file)).count() > 1;
    }

    private StatusFile describe(Sessions sessions, Session session, Map<ServiceProcess, Load> loads) {
        var drift = drift(sessions, session);
        var statuses = session.statuses();
        var processes = statuses.stream()
                .flatMap(status -> status.state().living().stream())
                .filter(run -> run.pid().isPresent())
                .flatMap(run -> run.process().stream())
                .map(ServiceProcess::id)
                .toList();
        return new StatusFile(System.currentTimeMillis(), build, self, processes, drift.sources(),
                Rows.of(session, statuses, drift.drift(), loads), SessionOperations.isReady(statuses) ? 0 : 1);
    }

    /** How the A3sfile on disk differs; read again only when a file that it depends on has changed. */
    private KnownDrift drift(Sessions sessions, Session session) {
        var running = session.file();
        var now = SourceStamp.of(running);
        var known = drifts.get(session);
        var runs = session.statuses().stream().flatMap(status -> status.state().living().stream())
                .flatMap(run -> run.process().stream()).map(ServiceProcess::runDir).toList();
        if (known != null && known.running().equals(running) && known.runs().equals(runs)
                && known.sources().equals(now)) {
            return known;
        }
        var read = new KnownDrift(running, runs, now, sessions.drift(session));
        drifts.put(session, read);
        return read;
    }

    @Override
    public synchronized void happened(SessionEvent event) {
        switch (event) {
            case SessionEvent.Opened(var id, var file) -> {
                entries.put(id, new Entry(file));
                entries.values().forEach(this::outdate); // the new session may share their short names or their A3sfile
            }
            case SessionEvent.Changed(var id, _) -> Optional.ofNullable(entries.get(id)).ifPresent(this::outdate);
            case SessionEvent.Applied _ -> entries.values().forEach(this::outdate);
            case SessionEvent.Ended(var id) -> {
                entries.values().forEach(this::outdate);
                entries.remove(id);
            }
        }
        notifyAll();
    }

    private void outdate(Entry entry) {
        changes++;
        entry.changes++;
        entry.outdated = !isShared(entry.file);
        if (entry.shown) {
            entry.shown = false;
            remove(entry);
        }
    }

    private void remove(Entry entry) {
        try {
            Files.deleteIfExists(StatusFile.of(home, entry.file));
        } catch (IOException e) {
            LOG.error("{}: commands may be shown what was, for some seconds", entry.file, e);
        }
    }

    /** Removes every file and writes no more. */
    @Override
    public synchronized void close() {
        closed = true;
        for (var entry : entries.values()) {
            if (entry.shown) {
                entry.shown = false;
                remove(entry);
            }
        }
        notifyAll();
    }
}
