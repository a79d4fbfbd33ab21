package dev.a3s.proxy;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells one of the proxy's own pages, which stands where a service should, when there is something else to show: a stream of
 * server-sent events, at an address below the page's own name, that says how the name is served and each change of that.
 *
 * <p>Asking costs nothing: nothing waits, no sleeping service wakes, and no access log or {@link Traffic} hears of it. On the
 * event loop of the page's connection.
 */
final class PageEvents {
    /** The one address that no service sees, and only if events are asked for. */
    static final String PATH = "/.a3s/events";

    private static final String HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Cache-Control: no-store\r
            A3s-Page: 200\r
            Connection: close\r
            \r
            """;
    private static final long TRY_MILLIS = 1000;

    /** How a name is served; pages are sent anew when it is no longer what it was as they were made. */
    enum State {
        /** The name leads nowhere. */
        UNKNOWN,
        /** Requests wait. */
        HELD,
        /** Requests are answered with a page at once. */
        UNAVAILABLE,
        /** The service should listen, but does not. */
        UNREACHABLE,
        /** The service accepts connections. */
        READY;

        /** As the page's script compares it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Worker worker;
    private final ClientConnection client;
    private final String host;
    private Optional<State> told = Optional.empty();
    private boolean trying;

    PageEvents(Worker worker, ClientConnection client, String host) {
        this.worker = worker;
        this.client = client;
        this.host = host;
    }

    static boolean areAskedFor(RequestHead head) {
        return head.targetEnd() - head.targetStart() == PATH.length() && head.target().equals(PATH)
                && head.method().equals("GET")
                && head.fields().joined(Field.ACCEPT).toLowerCase(Locale.ROOT).contains("text/event-stream");
    }

    void start() {
        send(HEAD);
        look();
    }

    /** The routes may have changed. */
    void look() {
        var target = target();
        if (target.isEmpty()) {
            tell(State.UNKNOWN);
            return;
        }
        switch (target.get()) {
            case Target.Hold _ -> tell(State.HELD);
            case Target.Unavailable() -> tell(State.UNAVAILABLE);
            case Target.Forward(var upstream, _, _) -> connect(upstream);
        }
    }

    private Optional<Target> target() {
        return worker.routes().lookup(host).map(Route::target);
    }

    /** No route tells whether a server listens: it is tried, until it does or another page is due. */
    private void connect(Upstream upstream) {
        if (trying || !client.channel().isActive()) {
            return;
        }
        trying = true;
        worker.pool().connect(upstream, new UpstreamPool.Waiter() {
            @Override
            public void connected(UpstreamConnection connection) {
                connection.close();
                trying = false;
                found(upstream, State.READY);
            }

            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // looks by itself whether anybody is still there
            public void unreachable(Throwable cause) {
                found(upstream, State.UNREACHABLE);
                worker.loop().schedule(() -> {
                    trying = false;
                    look();
                }, TRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void found(Upstream upstream, State state) {
        boolean current = target()
                .filter(target -> target instanceof Target.Forward(var to, _, _) && to.equals(upstream))
                .isPresent();
        if (current) {
            tell(state);
        } else {
            look();
        }
    }

    private void tell(State state) {
        if (told.filter(state::equals).isEmpty() && client.channel().isActive()) {
            told = Optional.of(state);
            send("data: " + state.word() + "\n\n");
        }
    }

    private void send(String text) {
        var out = client.alloc().directBuffer(text.length());
        client.write(out.writeBytes(Ascii.bytes(text)));
        client.flush();
    }
}
