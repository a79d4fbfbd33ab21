package dev.a3s.session;

import java.util.List;

import dev.a3s.feed.Feed;
import dev.a3s.feed.Subscription;
import dev.a3s.session.naming.SessionId;

/**
 * What happens to all sessions, each event published once. It reaches two kinds of recipients:
 *
 * <ul>
 * <li>{@linkplain SessionListener Listeners} are called one after the other, in the order that they were given in, before
 * the event goes to followers. They do what must be done by then: remove the outdated status file, open the route. For a
 * command that follows and reads "ready" reads that file or sends a request next.</li>
 * <li>{@linkplain #follow() Followers} get the latest event of each service and of each session, on their own threads and
 * as fast as they take them. A slow follower holds up no service; of several events of one service it may get only the
 * last.</li>
 * </ul>
 */
public final class SessionFeed {
    private final List<SessionListener> listeners;
    private final Feed<Subject, SessionEvent> latest = new Feed<>();

    private enum About {
        LIFE, FILE, SERVICE
    }

    /** @param service its name; empty where the event is about the session as a whole */
    private record Subject(SessionId session, About about, String service) {
        static Subject of(SessionEvent event) {
            return switch (event) {
                case SessionEvent.Opened _, SessionEvent.Ended _ -> new Subject(event.session(), About.LIFE, "");
                case SessionEvent.Applied _ -> new Subject(event.session(), About.FILE, "");
                case SessionEvent.Changed(var id, var status) -> new Subject(id, About.SERVICE, status.service());
            };
        }
    }

    /** @param listeners in the order in which they are to be called */
    public SessionFeed(SessionListener... listeners) {
        this.listeners = List.of(listeners);
    }

    /** Returns when every listener has acted on the event. The events of one service come from one thread. */
    void publish(SessionEvent event) {
        listeners.forEach(listener -> listener.happened(event));
        latest.publish(Subject.of(event), event);
        if (event instanceof SessionEvent.Applied(var id, var difference)) {
            difference.removed().forEach(service -> latest.forget(new Subject(id, About.SERVICE, service)));
        }
        if (event instanceof SessionEvent.Ended(var id)) {
            latest.snapshot().keySet().stream().filter(subject -> subject.session().equals(id)).forEach(latest::forget);
        }
    }

    /**
     * The latest events of the sessions that are there and of their services, and each event from now on. A slow
     * follower may get the last {@link SessionEvent.Changed} of a session's services after its {@link SessionEvent.Ended}. The caller
     * closes it.
     */
    public Subscription<?, SessionEvent> follow() {
        return latest.subscribe();
    }
}
