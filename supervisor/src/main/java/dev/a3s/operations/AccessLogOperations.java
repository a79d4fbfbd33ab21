package dev.a3s.operations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.NotRunning;
import dev.a3s.session.Session;
import dev.a3s.session.Sessions;
import dev.a3s.session.UnknownService;

/** Reads and follows the access logs of services. Each method runs on its caller's thread. */
public final class AccessLogOperations {
    private static final long LOOK_AGAIN_MS = 100;

    private final Sessions sessions;
    private final AccessLog log;

    public AccessLogOperations(Sessions sessions, AccessLog log) {
        this.sessions = sessions;
        this.log = log;
    }

    /**
     * Reports exchanges: the last ones, and with {@code follow} every one until the session ends.
     *
     * @throws NotRunning if no session runs and the request does not resume an earlier one
     */
    public void read(Request.Http request, ExchangeListener listener) throws IOException, InterruptedException {
        var running = sessions.find(request.session());
        if (running.isEmpty() && request.resumed()) {
            return;
        }
        var session = running.orElseThrow(
                () -> new NotRunning(request.session(), ", and access logs end with their session"));
        var names = chosen(log.names(session), request.services());
        listener.names(names);
        Map<String, Long> seen = new HashMap<>();
        var past = take(session, names, seen);
        send(past.subList(Math.max(0, past.size() - request.last()), past.size()), listener);
        while (request.follow() && !session.hasEnded()) {
            Thread.sleep(LOOK_AGAIN_MS); // polling costs the exchanges nothing; waking a reader would
            listener.checkPresence();
            send(take(session, names, seen), listener);
        }
    }

    private static List<String> chosen(List<String> known, List<String> asked) {
        for (var name : asked) {
            if (!known.contains(name)) {
                throw new UnknownService(name, known, "there are access logs of");
            }
        }
        return asked.isEmpty() ? known : asked;
    }

    private List<Reply.AccessLogEntry> take(Session session, List<String> names, Map<String, Long> seen) {
        var taken = new ArrayList<Reply.AccessLogEntry>();
        for (var name : names) {
            var fresh = log.after(session, name, seen.getOrDefault(name, -1L));
            if (!fresh.isEmpty()) {
                seen.put(name, fresh.getLast().number());
            }
            taken.addAll(fresh);
        }
        taken.sort(Comparator.comparing(exchange -> exchange.time().plus(exchange.duration())));
        return taken;
    }

    private static void send(List<Reply.AccessLogEntry> exchanges, ExchangeListener listener) throws IOException {
        for (var exchange : exchanges) {
            listener.exchange(exchange);
        }
    }
}
