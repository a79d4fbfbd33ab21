package dev.a3s.proxy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.netty.buffer.ByteBuf;

/**
 * One exchange, from its request's head to the last byte of its response: carries both messages between the client and the
 * connection that {@link Routing} finds. All three live on one event loop.
 */
final class Relay {
    private final Worker worker;
    private final ClientConnection client;
    private final RequestHead head;
    private final Framing framing;
    private final Authority authority;
    private final Routing routing;
    private final ResponseRelay response;
    private final Instant at = Instant.now();
    private final long startedAt = System.nanoTime();

    private UpstreamConnection connection;
    private boolean sent;
    private boolean over;
    private long requestBytes;
    private long tunnelBytes;
    private int tunnelSides = 2;

    Relay(Worker worker, ClientConnection client, RequestHead head, Framing framing, Authority authority) {
        this.worker = worker;
        this.client = client;
        this.head = head;
        this.framing = framing;
        this.authority = authority;
        this.routing = new Routing(worker, this, head, framing, authority);
        this.response = new ResponseRelay(client, head);
    }

    void start() {
        routing.route();
    }

    /** Whether it is answered, or nobody wants the answer any more. */
    boolean isOver() {
        return over;
    }

    // Towards the upstream

    /** Sends the request over {@code to}, which is this relay's from here on. */
    void attach(UpstreamConnection to) {
        connection = to;
        to.serve(this);
        to.write(RequestRewrite.head(client.alloc(), head, authority, client.forwarded(), routing.via()));
        to.read(client.isWritable());
        sent = framing instanceof Framing.None;
        client.resume();
        flushToUpstream();
    }

    /** Whether a piece of the request's body has a place to go. */
    boolean takesBody() {
        return connection != null && connection.isWritable();
    }

    /**
     * Whether nothing goes on until more of the request's body comes: no answer has begun, which may be a conversation with
     * pauses, and the client was not told to wait for 100 (RFC 9110 §10.1.1).
     */
    boolean lacksBody() {
        return !response.hasStarted() && (requestBytes > 0 || !head.fields().has(Field.EXPECT));
    }

    void requestBody(ByteBuf piece) {
        requestBytes += piece.readableBytes();
        connection.write(piece);
    }

    void requestEnd(Optional<FieldSection> trailer) {
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

    /** @param whole the body, owned by this from here on, if it is to leave with the head; else null */
    void response(ResponseHead answer, Framing answerFraming, ByteBuf whole) {
        if (answer.isEventStream()) {
            routing.lasts();
        }
        response.begin(answer, answerFraming, whole);
    }

    void responseBody(ByteBuf piece) {
        response.body(piece);
        if (!client.isWritable()) {
            client.flush();
            connection.read(client.isWritable());
        }
    }

    void responseEnd(Optional<FieldSection> trailer) {
        connection = null;
        response.end(trailer);
        client.flush();
        over(response.status(), Exchange.End.ANSWERED);
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
    void upgraded(ResponseHead answer, Optional<ByteBuf> rest) {
        response.upgraded(answer);
        routing.lasts();
        var channel = connection.channel();
        connection = null;
        var fromUpstream = new Tunnel(client.channel(), bytes -> tunnelEnded(0, bytes));
        var fromClient = new Tunnel(channel, bytes -> tunnelEnded(bytes, 0));
        rest.ifPresent(bytes -> {
            tunnelBytes += bytes.readableBytes();
            client.write(bytes);
        });
        client.flush();
        channel.pipeline().replace(UpstreamConnection.class, "tunnel", fromUpstream);
        Quietly.read(channel, client.isWritable());
        client.becomeTunnel(fromClient, channel);
    }

    private void tunnelEnded(long fromClient, long fromUpstream) {
        requestBytes += fromClient;
        tunnelBytes += fromUpstream;
        if (--tunnelSides == 0) {
            over(101, Exchange.End.ANSWERED);
        }
    }

    // Ends that are none

    /** The upstream's connection ended before its response did. */
    void upstreamEnded(UpstreamConnection ended, Throwable cause) {
        connection = null;
        if (response.hasStarted()) {
            breakOff();
        } else {
            routing.unanswered(ended, cause);
        }
    }

    /** The upstream sent something that must not be passed on. */
    void brokenResponse(String reason) {
        var broken = connection;
        connection = null;
        broken.close();
        if (response.hasStarted()) {
            breakOff();
        } else {
            routing.broken(reason);
        }
    }

    /** The request's body is malformed; what was sent of it is all the upstream gets. */
    void brokenRequest(Refused refusal) {
        dropUpstream();
        if (response.hasStarted()) {
            breakOff();
        } else {
            answer(ErrorPage.refused(refusal));
        }
    }

    /** What the client has of its response is all it gets, and the end of its connection tells it so. */
    private void breakOff() {
        over(response.status(), Exchange.End.BROKEN_OFF);
        client.abort(response.lastsUntilClose());
    }

    /** The client left: nobody needs the answer any more, and the upstream learns of it by the end of its connection. */
    void clientGone() {
        if (!over) {
            routing.leave();
            dropUpstream();
            over(response.hasStarted() ? response.status() : 499, Exchange.End.CLIENT_LEFT);
        }
    }

    private void dropUpstream() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    // Answers of our own

    /** Answers with a page of our own. */
    void answer(ErrorPage page) {
        boolean keepAlive = client.discardBody() && head.keepsAlive() && !client.isLeaving();
        client.write(
                OwnResponse.of(client.alloc(), page.inAnswerTo(head.method()), PageFormat.of(head.fields()),
                        client.portSuffix(), !head.isHead(),
                        keepAlive, head.minor() == 0));
        client.flush();
        over(page.status(), Exchange.End.ANSWERED);
        client.exchangeEnded(keepAlive);
    }

    private void over(int status, Exchange.End end) {
        if (!over) {
            over = true;
            routing.uncount();
            worker.tell(new Exchange(routing.service(), at, head.method(), head.target(), status,
                    Duration.ofNanos(System.nanoTime() - startedAt), routing.held(), requestBytes,
                    response.bytes() + tunnelBytes, end));
        }
    }
}
