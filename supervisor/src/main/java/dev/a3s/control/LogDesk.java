package dev.a3s.control;

import java.io.IOException;

import dev.a3s.logs.LinePattern;
import dev.a3s.logs.PastLog;
import dev.a3s.session.Sessions;
import dev.a3s.session.naming.SessionSelector;

/** Carries out the requests for logs. Each method runs on its caller's thread and returns the exit code. */
public final class LogDesk {
    private static final int OK = 0;

    private final Sessions sessions;

    /** The desk for the logs of these. */
    public LogDesk(Sessions sessions) {
        this.sessions = sessions;
    }

    int logs(Request.Logs request, ReplySink replies) throws IOException, InterruptedException {
        try {
            var pattern = request.grep().map(grep -> LinePattern.of(grep, () -> isHeard(replies)));
            var answer = new LogAnswer(request, pattern, replies);
            var session = sessions.find(request.session());
            boolean complete = session.isPresent() && answer.tell(session.get());
            if (!complete) {
                tellPast(answer, request);
            }
            return OK;
        } catch (LinePattern.Unusable e) {
            throw UserError.wrong(e.getMessage());
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

    private static boolean isHeard(ReplySink replies) {
        try {
            replies.checkCaller();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All of it, or what was not told before the session ended. */
    private void tellPast(LogAnswer answer, Request.Logs request) throws IOException, InterruptedException {
        var past = sessions.pastLogs(request.session());
        try {
            if (past.isEmpty()) {
                throw UserError.failed(neverRan(request.session()));
            }
            answer.tell(past);
        } finally {
            past.forEach(PastLog::close);
        }
    }
}
