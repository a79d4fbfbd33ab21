package dev.a3s.control;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.a3s.logs.LogCursor;
import dev.a3s.logs.LogLine;
import dev.a3s.logs.LogUnreadable;
import dev.a3s.logs.MergedLog;
import dev.a3s.logs.ServiceLog;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Session;
import dev.a3s.session.Sessions;

/** Carries out the requests for logs. Each method runs on its caller's thread and returns the exit code. */
public final class LogDesk {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Sessions sessions;

    /** The desk for the logs of these. */
    public LogDesk(Sessions sessions) {
        this.sessions = sessions;
    }

    int logs(Request.Logs request, ReplySink replies) throws IOException, InterruptedException {
        Optional<Session> session = sessions.of(request.file());
        if (session.isPresent()) {
            List<ServiceLog> logs = session.get()
                    .statuses()
                    .stream()
                    .map(ServiceStatus::service)
                    .map(session.get()::log)
                    .toList();
            try {
                send(chosen(logs, request.services()), request, replies);
            } catch (LogUnreadable e) {
                if (!session.get().hasEnded())
                    throw e;
            }
            return OK;
        }
        if (request.resume().isPresent())
            return OK;
        List<ServiceLog> past = sessions.pastLogs(request.file());
        try {
            if (past.isEmpty())
                throw new UserError("no session of " + request.file() + " has ever run; try: a3s up", FAILED);
            send(chosen(past, request.services()),
                    new Request.Logs(request.file(), request.services(), request.last(), false, Optional.empty()),
                    replies);
            return OK;
        } finally {
            past.forEach(ServiceLog::close);
        }
    }

    private static List<ServiceLog> chosen(List<ServiceLog> logs, List<String> services) {
        List<String> known = logs.stream().map(ServiceLog::service).toList();
        for (String service : services)
            if (!known.contains(service))
                throw new UserError("unknown service: '" + service + "'; there are logs of "
                        + String.join(", ", known), WRONG);
        return logs.stream().filter(log -> services.isEmpty() || services.contains(log.service())).toList();
    }

    private static void send(List<ServiceLog> logs, Request.Logs request, ReplySink replies)
            throws IOException, InterruptedException {
        replies.send(new Reply.Services(logs.stream().map(ServiceLog::service).toList()));
        if (!request.follow()) {
            for (LogLine line : new MergedLog(logs).last(request.last()))
                replies.send(Reply.Line.of(line));
            return;
        }
        var merged = new MergedLog(logs);
        try (LogCursor following = request.resume()
                .map(resume -> merged.followAfter(resume.seen(), resume.begun()))
                .orElseGet(() -> merged.follow(request.last()))) {
            while (true) {
                Optional<LogLine> line = following.next(LOOK_AGAIN);
                replies.checkCaller();
                if (line.isPresent())
                    replies.send(Reply.Line.of(line.get()));
            }
        }
    }
}
