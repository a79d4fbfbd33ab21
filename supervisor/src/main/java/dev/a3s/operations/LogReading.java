package dev.a3s.operations;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.logs.LinePattern;
import dev.a3s.logs.Log;
import dev.a3s.logs.LogCursor;
import dev.a3s.logs.LogQuery;
import dev.a3s.logs.LogUnreadable;
import dev.a3s.logs.MergedLog;
import dev.a3s.logs.ServiceLog;
import dev.a3s.protocol.Request;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Session;
import dev.a3s.session.UnknownService;
import dev.a3s.status.Notice;

/**
 * Answers one request for logs, and keeps how far the answer has come. A follower goes on when services are added to the
 * session or the session ends, with no line lost or reported twice. Used by one thread.
 */
final class LogReading {
    private static final Logger LOG = LoggerFactory.getLogger(LogReading.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Request.Logs request;
    private final Optional<LinePattern> pattern;
    private final LineListener listener;
    /** The time from which on lines are reported of services that are not in {@link #seen}. */
    private final Instant begun;
    private final Map<String, Long> seen = new HashMap<>();
    private boolean resumes;
    private final Map<String, String> troubles = new HashMap<>();

    LogReading(Request.Logs request, Optional<LinePattern> pattern, LineListener listener) {
        this.request = request;
        this.pattern = pattern;
        this.listener = listener;
        this.begun = request.resume().map(Request.Resume::begun).orElseGet(Instant::now);
        this.resumes = request.resume().isPresent();
        request.resume().ifPresent(resume -> seen.putAll(resume.seen()));
    }

    /**
     * Reports the lines of a running session.
     *
     * @return whether the answer is complete; false if the session ended meanwhile, so that the rest is in its past logs
     * @throws UnknownService if a service does not exist
     * @throws IOException    if the caller has hung up, or its next request will find another daemon
     */
    boolean report(Session session) throws IOException, InterruptedException {
        try {
            checkServices(logs(session));
            if (!request.follow()) {
                reportTroubles(chosen(logs(session)));
                report(logs(session));
                return true;
            }
            while (!session.hasEnded()) {
                follow(session, chosen(logs(session)));
            }
        } catch (LogUnreadable e) {
            if (!session.hasEnded()) {
                throw e;
            }
            LOG.debug("session {} has ended under a reader", session.name(), e);
        }
        if (session.isLeft()) {
            throw new IOException("the next daemon goes on with session " + session.name());
        }
        return false;
    }

    /** Reports the lines of logs that nobody writes any more. */
    void report(Collection<? extends Log> past) throws IOException, InterruptedException {
        checkServices(past);
        var logs = chosen(past);
        announce(logs);
        var merged = new MergedLog(logs);
        try (var cursor = resumes ? merged.followAfter(seen, begun, query()) : merged.read(query())) {
            reportAll(cursor);
        }
    }

    private void reportAll(LogCursor cursor) throws IOException, InterruptedException {
        try {
            for (var line = cursor.next(Duration.ZERO); line.isPresent(); line = cursor.next(Duration.ZERO)) {
                listener.line(line.get());
            }
            listener.flush();
        } finally {
            seen.putAll(cursor.position());
            resumes = true;
        }
    }

    /** Follows these logs until services were added or removed, or the session has ended. */
    private void follow(Session session, List<ServiceLog> logs) throws IOException, InterruptedException {
        announce(logs);
        var merged = new MergedLog(logs);
        try (var cursor = resumes ? merged.followAfter(seen, begun, query()) : merged.follow(query())) {
            try {
                while (!session.hasEnded() && chosen(logs(session)).equals(logs)) {
                    reportTroubles(logs);
                    reportForAWhile(cursor);
                }
            } finally {
                seen.putAll(cursor.position());
                resumes = true;
            }
        }
    }

    private void reportForAWhile(LogCursor cursor) throws IOException, InterruptedException {
        long until = System.nanoTime() + LOOK_AGAIN.toNanos();
        for (long left = LOOK_AGAIN.toNanos(); left > 0; left = until - System.nanoTime()) {
            var line = cursor.next(Duration.ZERO);
            if (line.isEmpty()) {
                listener.flush();
                line = cursor.next(Duration.ofNanos(left));
            }
            listener.checkPresence();
            if (line.isPresent()) {
                listener.line(line.get());
            }
        }
        listener.flush();
    }

    private void reportTroubles(List<ServiceLog> logs) throws IOException {
        for (var log : logs) {
            var trouble = log.trouble();
            if (trouble.isEmpty()) {
                troubles.remove(log.service());
            } else if (!trouble.get().equals(troubles.put(log.service(), trouble.get()))) {
                listener.notice(new Notice.LogTrouble(log.service(), trouble.get()));
            }
        }
    }

    private LogQuery query() {
        return new LogQuery(request.last(), request.since(), pattern,
                request.longest() > 0 ? request.longest() : Integer.MAX_VALUE);
    }

    private void announce(List<? extends Log> logs) throws IOException {
        listener.services(logs.stream().map(Log::service).toList());
    }

    /** The logs of the session's services, and that of its {@code init} steps if the request names it. */
    private List<ServiceLog> logs(Session session) {
        var services = session.statuses().stream().map(ServiceStatus::service).toList();
        boolean init = request.services().contains(Session.INIT_LOG) && !services.contains(Session.INIT_LOG)
                && !session.file().init().isEmpty();
        return Stream.concat(services.stream(), init ? Stream.of(Session.INIT_LOG) : Stream.empty())
                .map(session::log).toList();
    }

    private void checkServices(Collection<? extends Log> logs) {
        var known = logs.stream().map(Log::service).toList();
        for (var service : request.services()) {
            if (!known.contains(service)) {
                throw new UnknownService(service, known, "there are logs of");
            }
        }
    }

    private <L extends Log> List<L> chosen(Collection<L> logs) {
        return logs.stream()
                .filter(log -> request.services().isEmpty() || request.services().contains(log.service()))
                .toList();
    }
}
