package dev.a3s.proxy.page;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;

import dev.a3s.proxy.Route;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.Traffic;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.Worker;
import dev.a3s.proxy.message.Ascii;
import dev.a3s.proxy.message.Downstream;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.RequestHead;
import dev.a3s.proxy.message.ResponseHead;

/**
 * Reports to one of the proxy's own pages, which stands where a service should, when there is something else to show: a stream
 * of server-sent events, at an address below the page's own name, that says how the name is served and each change of that.
 *
 * <p>Following a name costs nothing: nothing waits, no sleeping service wakes, and neither the access log nor {@link Traffic}
 * counts it. On the event loop of the page's connection.
 */
public final class PageEvents {
    /** The one address that no service sees, and only if events are asked for. */
    static final String PATH = "/.a3s/events";

    private static final String HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Cache-Control: no-store\r
            A3s-Page: 200\r
            \r
            """;
    private static final long TRY_MILLIS = 1000;

    /** Finds out whether anything listens where a service should. */
    public interface Reachability {
        /** Calls {@code listens} once, on the loop that this is called on, after an attempt to connect. */
        void check(Upstream upstream, Consumer<Boolean> listens);
    }

    private final Worker worker;
    private final Reachability reachability;
    private final Downstream page;
    private final String host;
    private Optional<PageState> sent = Optional.empty();
    private boolean trying;

    PageEvents(Worker worker, Reachability reachability, Downstream page, String host) {
        this.worker = worker;
        this.reachability = reachability;
        this.page = page;
        this.host = host;
    }

    /** Whether a request is for events and not for a service. */
    public static boolean areAskedFor(RequestHead head) {
        return head.targetEnd() - head.targetStart() == PATH.length() && head.target().equals(PATH)
                && head.method().equals("GET")
                && head.fields().joined(Field.ACCEPT).toLowerCase(Locale.ROOT).contains("text/event-stream");
    }

    void start() {
        page.stream(ResponseHead.read(Ascii.bytes(HEAD)));
        page.flush();
        look();
    }

    /** The routes may have changed. */
    void look() {
        var target = target();
        if (target.isEmpty()) {
            send(PageState.UNKNOWN);
            return;
        }
        switch (target.get()) {
            case Target.Hold _ -> send(PageState.HELD);
            case Target.Unavailable() -> send(PageState.UNAVAILABLE);
            case Target.Forward(var upstream, _, _) -> connect(upstream);
        }
    }

    private Optional<Target> target() {
        return worker.routes().lookup(host).map(Route::target);
    }

    /** Tries to connect, about once a second, until that succeeds or the route changes: no route says whether a server listens. */
    @SuppressWarnings("FutureReturnValueIgnored") // looks by itself whether the page is still open
    private void connect(Upstream upstream) {
        if (trying || !page.isOpen()) {
            return;
        }
        trying = true;
        reachability.check(upstream, listens -> {
            if (listens) {
                trying = false;
                found(upstream, PageState.READY);
            } else {
                found(upstream, PageState.UNREACHABLE);
                worker.loop().schedule(() -> {
                    trying = false;
                    look();
                }, TRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void found(Upstream upstream, PageState state) {
        boolean current = target()
                .filter(target -> target instanceof Target.Forward(var to, _, _) && to.equals(upstream))
                .isPresent();
        if (current) {
            send(state);
        } else {
            look();
        }
    }

    private void send(PageState state) {
        if (sent.filter(state::equals).isEmpty() && page.isOpen()) {
            sent = Optional.of(state);
            page.body(Unpooled.wrappedBuffer(Ascii.bytes("data: " + state.word() + "\n\n")));
            page.flush();
        }
    }
}
