package dev.a3s.proxy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/**
 * One exchange, from its request's head to the last byte of its response: finds the upstream, waits for it if need be, and
 * carries both messages. It lives on its client's event loop, where its upstream connection is as well; only
 * {@link #isHeld} and {@link #weight} are read by others.
 */
final class Relay {
    /**
     * How long a refused connection or a silent end is taken for a crash that the supervisor is about to notice. The route is
     * looked up again and again in that time: it may start to hold.
     */
    private static final long NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_MILLIS = 25;

    private final Worker worker;
    private final ClientConnection client;
    private final RequestHead head;
    private final Framing framing;
    private final Authority authority;
    private final ResponseRelay response;
    private final Instant at = Instant.now();
    private final long startedAt = System.nanoTime();

    private Route route;
    private Upstream upstream;
    private UpstreamConnection connection;
    private boolean sent;
    private boolean replayed;
    private boolean over;
    private long lookUntil;
    private long waitUntil;
    private long requestBytes;
    private long tunnelBytes;
    private int tunnelSides = 2;

    Relay(Worker worker, ClientConnection client, RequestHead head, Framing framing, Authority authority) {
        this.worker = worker;
        this.client = client;
        this.head = head;
        this.framing = framing;
        this.authority = authority;
        this.response = new ResponseRelay(client, head);
    }

    EventLoop loop() {
        return worker.loop();
    }

    /** Bytes that this request may hold while it waits. */
    long weight() {
        return head.bytes().length + switch (framing) {
            case Framing.Fixed(var length) -> Math.min(length, ClientConnection.MAX_PENDING);
            case Framing.Chunked _ -> ClientConnection.MAX_PENDING;
            case Framing.None _, Framing.UntilClose _ -> 0;
        };
    }

    /** Whether its route says to wait at this moment. */
    boolean isHeld() {
        return worker.routes()
                .lookup(authority.name())
                .filter(found -> found.target() instanceof Target.Hold)
                .isPresent();
    }

    /** Looks the name up and does what its target says. */
    void route() {
        var found = worker.routes().lookup(authority.name());
        if (found.isEmpty()) {
            answer(worker.noRoute(authority.name()));
            return;
        }
        route = found.get();
        if (worker.cameThrough(route, head.fields())) {
            answer(ErrorPage.loop(route.host()));
        } else if (RequestRewrite.isCounted(head) && RequestRewrite.maxForwards(head) == 0) {
            answer(ErrorPage.hopsUsedUp());
        } else {
            switch (route.target()) {
                case Target.Forward(var to) -> forward(to);
                case Target.Hold(var demand) -> hold(demand);
                case Target.Unavailable() -> report(ErrorPage::unavailable);
            }
        }
    }

    // Waiting

    @SuppressWarnings("FutureReturnValueIgnored")
    private void hold(Runnable demand) {
        var room = worker.waitingRoom();
        if (!room.enter(this)) {
            report(ErrorPage::waitingRoomFull);
            return;
        }
        worker.inBackground(demand);
        long now = System.nanoTime();
        if (waitUntil == 0) {
            waitUntil = now + room.patience().toNanos();
            loop().schedule(this::waitedTooLong, room.patience().toNanos(), TimeUnit.NANOSECONDS);
        }
        if (!isHeld() && room.leave(this)) {
            route();
        }
    }

    private void waitedTooLong() {
        var room = worker.waitingRoom();
        if (room.leave(this)) {
            report(known -> ErrorPage.waitedTooLong(known, room.patience().toSeconds()));
        }
    }

    // Towards the upstream

    private void forward(Upstream to) {
        upstream = to;
        var idle = replayed ? null : worker.pool().idle(to, !isRepeatable());
        if (idle != null) {
            attach(idle);
            return;
        }
        worker.pool().connect(to, new UpstreamPool.Waiter() {
            @Override
            public void connected(UpstreamConnection fresh) {
                if (over) {
                    fresh.close();
                } else {
                    attach(fresh);
                }
            }

            @Override
            public void unreachable(Throwable cause) {
                lookAgain(true, known -> ErrorPage.unreachable(known, to, Causes.of(cause)));
            }
        });
    }

    private void attach(UpstreamConnection to) {
        connection = to;
        to.serve(this);
        to.write(RequestRewrite.head(client.alloc(), head, authority, client.forwarded(), worker.via(route)));
        to.read(client.isWritable());
        sent = framing instanceof Framing.None;
        client.resume();
        flushToUpstream();
    }

    /** Whether sending it again does no harm: it changes nothing twice, and all of it is still here. */
    private boolean isRepeatable() {
        return framing instanceof Framing.None && head.isIdempotent();
    }

    /** Whether a piece of the request's body has a place to go. */
    boolean takesBody() {
        return connection != null && connection.isWritable();
    }

    void requestBody(ByteBuf piece) {
        requestBytes += piece.readableBytes();
        connection.write(piece);
    }

    void requestEnd(Optional<Fields> trailer) {
        if (framing instanceof Framing.Chunked) {
            connection.write(ResponseRelay.lastChunk(client.alloc(), trailer));
        }
        sent = true;
    }

    void flushToUpstream() {
        if (connection != null && !client.isReading()) {
            connection.flush();
        }
    }

    void upstreamWritable() {
        client.resume();
    }

    /** Whether the request is out in full, so that its connection can carry another. */
    boolean isSent() {
        return sent;
    }

    // Towards the client

    boolean isHead() {
        return head.isHead();
    }

    boolean unchunks() {
        return response.unchunks();
    }

    boolean offersUpgrade() {
        return sent && !RequestRewrite.upgrade(head).isEmpty();
    }

    void interim(ResponseHead interim) {
        response.interim(interim);
    }

    void response(ResponseHead answer, Framing answerFraming) {
        response.begin(answer, answerFraming);
    }

    void responseBody(ByteBuf piece) {
        response.body(piece);
        if (!client.isWritable()) {
            client.flush();
            connection.read(client.isWritable());
        }
    }

    void responseEnd(Optional<Fields> trailer) {
        connection = null;
        response.end(trailer);
        client.flush();
        over(response.status());
        client.exchangeEnded(response.keepsAlive());
    }

    void flushToClient() {
        client.flush();
    }

    void clientWritable(boolean writable) {
        if (connection != null) {
            connection.read(writable);
        }
    }

    /** The upstream agreed to another protocol: from here on bytes pass both ways unread. */
    void upgraded(ResponseHead answer, ByteBuf rest) {
        response.upgraded(answer);
        var channel = connection.channel();
        connection = null;
        var fromUpstream = new Tunnel(client.channel(), bytes -> tunnelEnded(0, bytes));
        var fromClient = new Tunnel(channel, bytes -> tunnelEnded(bytes, 0));
        if (rest.isReadable()) {
            tunnelBytes += rest.readableBytes();
            client.write(rest);
        } else {
            rest.release();
        }
        client.flush();
        channel.pipeline().replace(UpstreamConnection.class, "tunnel", fromUpstream);
        Quietly.read(channel, client.isWritable());
        client.becomeTunnel(fromClient, channel);
    }

    private void tunnelEnded(long fromClient, long fromUpstream) {
        requestBytes += fromClient;
        tunnelBytes += fromUpstream;
        if (--tunnelSides == 0) {
            over(101);
        }
    }

    // Ends that are none

    /** The upstream's connection ended before its response did. */
    void upstreamEnded(UpstreamConnection ended, Throwable cause) {
        connection = null;
        if (response.hasStarted()) {
            over(response.status());
            client.abort();
        } else if (!ended.isSilent() || !isRepeatable() || replayed) {
            report(known -> ErrorPage.broken(known, upstream, cause == null
                    ? "it closed the connection before it had answered"
                    : Causes.of(cause)));
        } else if (ended.isReused()) {
            replayed = true;
            forward(upstream);
        } else {
            lookAgain(false, known -> ErrorPage.broken(known, upstream, "it closed the connection without an answer"));
        }
    }

    /** The upstream sent something that must not be passed on. */
    void brokenResponse(String reason) {
        var broken = connection;
        connection = null;
        broken.close();
        if (response.hasStarted()) {
            over(response.status());
            client.abort();
        } else {
            report(known -> ErrorPage.broken(known, upstream, reason));
        }
    }

    /** The request's body is malformed; what was sent of it is all the upstream gets. */
    void brokenRequest(Refused refusal) {
        dropUpstream();
        if (response.hasStarted()) {
            over(response.status());
            client.abort();
        } else {
            answer(ErrorPage.refused(refusal));
        }
    }

    /** The client left: nobody needs the answer any more, and the upstream learns of it by the end of its connection. */
    void clientGone() {
        if (!over) {
            worker.waitingRoom().leave(this);
            dropUpstream();
            over(response.hasStarted() ? response.status() : 499);
        }
    }

    private void dropUpstream() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /**
     * Nothing of the request was answered, and it may be sent (again): sees whether the route changes, and answers
     * {@code page} if it does not.
     *
     * @param connect whether to try the same upstream again meanwhile
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void lookAgain(boolean connect, Function<ServiceReport, ErrorPage> page) {
        if (over) {
            return;
        }
        long now = System.nanoTime();
        if (lookUntil == 0) {
            lookUntil = now + NOTICE_NANOS;
        }
        if (now - lookUntil > 0) {
            report(page);
            return;
        }
        loop().schedule(() -> {
            var target = worker.routes().lookup(authority.name()).map(Route::target);
            boolean same = target.equals(Optional.of(new Target.Forward(upstream)));
            if (over) {
                return;
            }
            if (same && !connect) {
                lookAgain(false, page);
            } else {
                route();
            }
        }, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    // Answers of our own

    /** Asks the supervisor what it knows, which may take a while, and answers. */
    private void report(Function<ServiceReport, ErrorPage> page) {
        var asked = route;
        worker.inBackground(() -> {
            var known = worker.report(asked);
            loop().execute(() -> {
                if (!over) {
                    answer(page.apply(known));
                }
            });
        });
    }

    private void answer(ErrorPage page) {
        boolean keepAlive = client.discardBody() && head.keepsAlive() && !client.isLeaving();
        client.write(
                OwnResponse.of(client.alloc(), page, PageFormat.of(head.fields()), client.portSuffix(), !head.isHead(),
                        keepAlive, head.minor() == 0));
        client.flush();
        over(page.status());
        client.exchangeEnded(keepAlive);
    }

    private void over(int status) {
        if (!over) {
            over = true;
            worker.tell(new Exchange(route == null ? "" : route.service(), at, head.method(), head.target(), status,
                    Duration.ofNanos(System.nanoTime() - startedAt), requestBytes, response.bytes() + tunnelBytes));
        }
    }
}
