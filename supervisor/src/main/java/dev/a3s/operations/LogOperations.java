package dev.a3s.operations;

import java.io.IOException;

import dev.a3s.logs.LinePattern;
import dev.a3s.logs.PastLog;
import dev.a3s.protocol.Request;
import dev.a3s.session.Sessions;
import dev.a3s.session.naming.SessionSelector;

/** Reads and follows the logs of services. Each method runs on its caller's thread. */
public final class LogOperations {
    private final Sessions sessions;

    public LogOperations(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Reports lines: the last ones, and with {@code follow} every new one until the session ends. Where no session runs,
     * the lines are those of the last one.
     *
     * @throws OperationRefused     if a service does not exist, the pattern is no regular expression, or there was never a session
     * @throws IOException if the listener is gone, or its next request will find another daemon
     */
    public void read(Request.Logs request, LineListener listener) throws IOException, InterruptedException {
        try {
            var pattern = request.grep().map(grep -> LinePattern.of(grep, () -> isHeard(listener)));
            var answer = new LogReading(request, pattern, listener);
            var session = sessions.find(request.session());
            boolean complete = session.isPresent() && answer.report(session.get());
            if (!complete) {
                reportPast(answer, request);
            }
        } catch (LinePattern.Unusable e) {
            throw OperationRefused.mistaken(e.getMessage());
        } catch (LinePattern.Abandoned e) {
            throw new IOException(e);
        }
    }

    private static String neverRan(SessionSelector selector) {
        return switch (selector) {
            case SessionSelector.OfFile(var file) -> "no session of " + file + " has ever run; try: a3s up";
            case SessionSelector.Of(var id) -> "no session '" + id + "' has ever run; try: a3s up";
            case SessionSelector.All() -> "no session has ever run; try: a3s up";
        };
    }

    private static boolean isHeard(LineListener listener) {
        try {
            listener.checkPresence();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reports a past session's lines: all that are asked for, or those not yet reported when the session ended. */
    private void reportPast(LogReading answer, Request.Logs request) throws IOException, InterruptedException {
        var past = sessions.pastLogs(request.session());
        try {
            if (past.isEmpty()) {
                throw OperationRefused.impossible(neverRan(request.session()));
            }
            answer.report(past);
        } finally {
            past.forEach(PastLog::close);
        }
    }
}
