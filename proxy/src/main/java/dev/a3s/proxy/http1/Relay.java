package dev.a3s.proxy.http1;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.netty.buffer.ByteBuf;

import dev.a3s.proxy.DrainLimits.Hindrance;
import dev.a3s.proxy.Exchange;
import dev.a3s.proxy.Routed;
import dev.a3s.proxy.Routing;
import dev.a3s.proxy.Unserved;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.message.Downstream;
import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.Refused;
import dev.a3s.proxy.message.ResponseHead;
import dev.a3s.proxy.page.ErrorPage;
import dev.a3s.proxy.page.OwnResponse;
import dev.a3s.proxy.page.PageFormat;

/**
 * Carries one exchange, from the head of its request to the last byte of its response, between the client's side, a
 * {@link Downstream}, and the connection to the upstream that {@link Routing} has chosen. All three live on one event loop.
 */
public final class Relay implements Routed, Carried, UpstreamPool.Recipient {
    private final Loop loop;
    private final Downstream client;
    private final RelayedRequest request;
    private final Routing routing;
    private final Instant at = Instant.now();
    private final long startedAt = System.nanoTime();

    private UpstreamConnection connection;
    private boolean sent;
    private boolean over;
    /** The final response's status once its head was handed to the client, so that no other can be sent any more; else 0. */
    private int status;
    /** Whether the answer is a stream of events that nobody expects to end. */
    private boolean lasts;
    /** Why the service's answer was refused or cut; empty if neither. */
    private String fault = "";
    private long requestBytes;
    private long responseBytes;
    private int tunnelSides = 2;

    /**
     * Makes a relay, which does nothing before {@link #start}.
     *
     * @param client the client's side, for this exchange alone
     */
    public Relay(Loop loop, Downstream client, RelayedRequest request) {
        this.loop = loop;
        this.client = client;
        this.request = request;
        this.routing = new Routing(loop.worker(), request, this);
    }

    /** Begins the exchange. Called once. */
    public void start() {
        routing.route();
    }

    @Override
    public boolean isOver() {
        return over;
    }

    // What routing decides

    @Override
    public boolean forward(Upstream to, boolean anew) {
        var idle = anew ? null : loop.pool().idle(to, !request.isRepeatable());
        if (idle != null) {
            attach(idle);
            return true;
        }
        loop.pool().connect(to, this);
        return false;
    }

    @Override
    public void connected(UpstreamConnection fresh) {
        if (over) {
            fresh.close();
        } else if (routing.isCurrent()) {
            attach(fresh);
        } else {
            fresh.close();
            routing.anew();
        }
        routing.settled();
    }

    @Override
    public void unreachable(Throwable cause) {
        routing.unreachable(Causes.ofNone(cause));
    }

    // Towards the upstream

    /** Sends the request over {@code to}, which carries this exchange alone from here on. */
    private void attach(UpstreamConnection to) {
        connection = to;
        to.carry(this);
        to.write(request.rewritten(to.alloc(), routing.via()));
        to.read(client.isWritable());
        sent = !request.hasBody();
        client.resume();
        flushToUpstream();
    }

    /** Whether {@link #requestBody} may be called: there is a connection to the upstream and it can take more. */
    public boolean takesBody() {
        return connection != null && connection.isWritable();
    }

    /**
     * Whether the exchange can only go on with more of the request's body: the answer has not begun (else request and answer may
     * be a conversation with pauses), and the client does not wait for 100 (RFC 9110 §10.1.1).
     */
    public boolean lacksBody() {
        return status == 0 && (requestBytes > 0 || !request.expectsContinue());
    }

    /** Passes on a piece of the request's body and takes it over. To be called only while {@link #takesBody} says so. */
    public void requestBody(ByteBuf piece) {
        requestBytes += piece.readableBytes();
        connection.write(piece);
    }

    /** The request's body has ended; {@link #requestBody} was called with all of it. */
    public void requestEnd(Optional<FieldSection> trailer) {
        if (request.isChunked()) {
            connection.write(Chunks.last(connection.alloc(), trailer));
        }
        sent = true;
    }

    /** Flushes what was written of the request; called when no more of it follows in this turn of the event loop. */
    public void flushToUpstream() {
        if (connection != null && !client.isReading()) {
            connection.flush();
        }
    }

    @Override
    public void upstreamWritable() {
        client.resume();
    }

    @Override
    public boolean isSent() {
        return sent;
    }

    // Towards the client

    @Override
    public boolean isHead() {
        return request.head().isHead();
    }

    @Override
    public boolean takesChunks() {
        return client.takesChunks();
    }

    @Override
    public boolean offersUpgrade() {
        return sent && request.offersUpgrade();
    }

    @Override
    public void interim(ResponseHead interim) {
        client.interim(interim);
    }

    @Override
    public void response(ResponseHead answer, Framing answerFraming, ByteBuf whole) {
        routing.answered();
        lasts = answer.isEventStream() && request.isSafe();
        status = answer.status();
        responseBytes = whole == null ? 0 : whole.readableBytes();
        client.begin(PublicLocation.of(answer, connection.upstream(), request), answerFraming, whole);
    }

    @Override
    public void responseBody(ByteBuf piece) {
        responseBytes += piece.readableBytes();
        client.body(piece);
        if (!client.isWritable()) {
            client.flush();
            connection.read(client.isWritable());
        }
    }

    @Override
    public void responseEnd(Optional<FieldSection> trailer) {
        connection = null;
        client.end(trailer);
        over(status, Exchange.End.ANSWERED);
        client.release();
    }

    @Override
    public void flushToClient() {
        client.flush();
    }

    /** The client's side can take more of the response again, or cannot for now. */
    public void clientWritable(boolean writable) {
        if (connection != null) {
            connection.read(writable);
        }
    }

    /** The upstream agreed to another protocol: from here on bytes pass both ways unread. */
    @Override
    public void upgraded(ResponseHead answer, Optional<ByteBuf> rest) {
        status = answer.status();
        routing.answered();
        var upstream = connection;
        connection = null;
        var end = client.upgrade(answer);
        rest.ifPresent(bytes -> {
            responseBytes += bytes.readableBytes();
            end.write(bytes);
        });
        end.flush();
        var other = upstream.becomeTunnel(end, bytes -> tunnelEnded(0, bytes));
        client.tunnel(other, bytes -> tunnelEnded(bytes, 0));
    }

    private void tunnelEnded(long fromClient, long fromUpstream) {
        requestBytes += fromClient;
        responseBytes += fromUpstream;
        if (--tunnelSides == 0) {
            over(status, Exchange.End.ANSWERED);
        }
    }

    // Ends before the answer is whole

    @Override
    public void upstreamEnded(Throwable cause) {
        var ended = connection;
        connection = null;
        if (status != 0) {
            breakOff("it " + (cause == null ? "closed" : "broke") + " the connection before its answer was complete");
        } else if (!ended.isSilent()) {
            routing.ended(Causes.ofEnd(cause));
        } else if (request.isRepeatable()) {
            routing.unanswered(ended.isReused());
        } else {
            routing.unansweredForGood(Causes.ofEnd(cause));
        }
    }

    @Override
    public void brokenResponse(String reason) {
        dropUpstream();
        if (status != 0) {
            breakOff(reason);
        } else {
            routing.broken(reason);
        }
    }

    /** The request's body is malformed: the upstream gets no more of it, and its connection ends. */
    public void brokenRequest(Refused refusal) {
        dropUpstream();
        if (status != 0) {
            breakOff("the request's body is malformed: " + refusal.reason());
        } else {
            answer(ErrorPage.refused(refusal), Exchange.End.ANSWERED);
        }
    }

    /** Ends a response that has begun and cannot be completed, so that the client sees that it is not complete. */
    private void breakOff(String why) {
        fault = why;
        breakOff(Exchange.End.BROKEN_OFF);
    }

    private void breakOff(Exchange.End end) {
        over(status, end);
        client.abort();
    }

    // The process that answers is about to end

    @Override
    public Hindrance hindrance() {
        return request.hindrance(status != 0, lasts);
    }

    @Override
    public long progress() {
        return requestBytes + responseBytes - client.unsent();
    }

    @Override
    public String name() {
        return request.name();
    }

    @Override
    public void leave(boolean restart) {
        dropUpstream();
        if (status != 0) {
            breakOff(Exchange.End.CUT_OFF);
        } else if (request.isSafe()) {
            routing.anew();
        } else {
            routing.cutOff(restart);
        }
    }

    /** The client has left: nobody needs the answer any more. The upstream learns this by the end of its connection. */
    public void clientGone() {
        if (!over) {
            routing.leave();
            dropUpstream();
            over(status == 0 ? 499 : status, Exchange.End.CLIENT_LEFT);
        }
    }

    private void dropUpstream() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    // Answers of the proxy's own

    @Override
    public Optional<String> whySilent(Upstream upstream) {
        return loop.silentUpstreams().look(upstream).map(SpokenProtocol::words);
    }

    @Override
    public void answer(Unserved why) {
        fault = why.fault();
        answer(ErrorPage.of(why), why instanceof Unserved.CutOff ? Exchange.End.CUT_OFF : Exchange.End.ANSWERED);
    }

    private void answer(ErrorPage page, Exchange.End end) {
        var head = request.head();
        var readable = PageReaders.fields(head, client.port(), routing::isOfSameSession);
        var own = !readable.isEmpty() && PageReaders.isPreflight(head)
                ? OwnResponse.withoutContent(readable + PageReaders.preflightFields(head))
                : OwnResponse.of(page.inAnswerTo(head.method()), PageFormat.of(head.fields()), client.port(), readable);
        client.answer(own.head(), own.body());
        over(own.head().status(), end);
        client.release();
    }

    private void over(int finalStatus, Exchange.End end) {
        if (!over) {
            over = true;
            var head = request.head();
            routing.uncount();
            loop.worker()
                    .log(new Exchange(routing.service(), at, head.method(), head.target(), finalStatus,
                            Duration.ofNanos(System.nanoTime() - startedAt), routing.held(), requestBytes,
                            responseBytes, end, fault));
        }
    }
}
