package dev.a3s.operations;

import java.io.IOException;

import dev.a3s.logs.LinePattern;
import dev.a3s.logs.PastLog;
import dev.a3s.protocol.Request;
import dev.a3s.session.Sessions;
import dev.a3s.session.naming.SessionSelector;

/** What services wrote, so far and from now on. Each method runs on its caller's thread. */
public final class LogOperations {
    private final Sessions sessions;

    public LogOperations(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Reports lines: the last ones, and with {@code follow} every one until the session ends. Where no session runs, the lines are
     * those of the last one.
     *
     * @throws Refused     if a service does not exist, the pattern is none, or there was never a session
     * @throws IOException if the listener is gone, or its next request will find another daemon
     */
    public void read(Request.Logs request, LineListener listener) throws IOException, InterruptedException {
        try {
            var pattern = request.grep().map(grep -> LinePattern.of(grep, () -> isHeard(listener)));
            var answer = new LogReading(request, pattern, listener);
            var session = sessions.find(request.session());
            boolean complete = session.isPresent() && answer.tell(session.get());
            if (!complete) {
                tellPast(answer, request);
            }
        } catch (LinePattern.Unusable e) {
            throw Refused.mistaken(e.getMessage());
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

    /** All of it, or what was not told before the session ended. */
    private void tellPast(LogReading answer, Request.Logs request) throws IOException, InterruptedException {
        var past = sessions.pastLogs(request.session());
        try {
            if (past.isEmpty()) {
                throw Refused.impossible(neverRan(request.session()));
            }
            answer.tell(past);
        } finally {
            past.forEach(PastLog::close);
        }
    }
}
