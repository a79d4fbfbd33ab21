package dev.a3s.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.session.NotRunning;
import dev.a3s.session.Session;
import dev.a3s.session.Sessions;
import dev.a3s.session.UnknownService;

/** Carries out the requests for access logs. */
public final class HttpDesk {
    private static final long LOOK_AGAIN_MS = 100;

    private final Sessions sessions;
    private final AccessLog log;

    /** The desk for these. */
    public HttpDesk(Sessions sessions, AccessLog log) {
        this.sessions = sessions;
        this.log = log;
    }

    int http(Request.Http request, ReplySink replies) throws IOException, InterruptedException {
        var running = sessions.find(request.session());
        if (running.isEmpty() && request.resumed()) {
            return 0;
        }
        var session = running.orElseThrow(
                () -> new NotRunning(request.session(), ", and access logs end with their session"));
        var names = chosen(log.names(session), request.services());
        replies.send(new Reply.Services(names));
        Map<String, Long> seen = new HashMap<>();
        var past = take(session, names, seen);
        send(past.subList(Math.max(0, past.size() - request.last()), past.size()), replies);
        while (request.follow() && !session.hasEnded()) {
            Thread.sleep(LOOK_AGAIN_MS); // exchanges are noted without waking anybody: that costs them nothing
            replies.checkCaller();
            send(take(session, names, seen), replies);
        }
        return 0;
    }

    private static List<String> chosen(List<String> known, List<String> asked) {
        for (var name : asked) {
            if (!known.contains(name)) {
                throw new UnknownService(name, known, "there are access logs of");
            }
        }
        return asked.isEmpty() ? known : asked;
    }

    private List<Reply.Exchange> take(Session session, List<String> names, Map<String, Long> seen) {
        var taken = new ArrayList<Reply.Exchange>();
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

    private static void send(List<Reply.Exchange> exchanges, ReplySink replies) throws IOException {
        for (var exchange : exchanges) {
            replies.send(exchange);
        }
    }
}
