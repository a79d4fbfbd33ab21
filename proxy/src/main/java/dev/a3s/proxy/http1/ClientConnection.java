package dev.a3s.proxy.http1;

import java.util.Optional;
import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import dev.a3s.proxy.message.Authority;
import dev.a3s.proxy.message.Downstream;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.Refused;
import dev.a3s.proxy.message.RequestHead;
import dev.a3s.proxy.message.TunnelEnd;
import dev.a3s.proxy.page.ErrorPage;
import dev.a3s.proxy.page.OwnResponse;
import dev.a3s.proxy.page.PageEvents;
import dev.a3s.proxy.page.PageFormat;

/**
 * One client's connection: reads its requests one after the other and has a {@link Relay} carry each. A pipelined request
 * stays unread until the one before it is answered, so answers cannot overtake each other (RFC 9112 §9.3.2).
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter
        implements
            ClientExchange.Connection,
            Clients.Client {

    private enum Phase {
        /** Between requests or within a head. */
        HEAD,
        /** The head is read, its body is not. */
        BODY,
        /** The request is read, its response is not complete. */
        RESPONSE,
        /** Nothing is answered any more, and what arrives is thrown away. */
        OVER
    }

    private final Loop loop;
    private final ClientDeadline deadline;
    private final RequestReader requests = new RequestReader();
    private ClientSocket socket;
    private Forwarded forwarded;
    private Phase phase = Phase.HEAD;
    private Relay relay;
    private Optional<PageEvents> events = Optional.empty();
    private boolean reading;
    private boolean advancing;

    public ClientConnection(Loop loop) {
        this.loop = loop;
        this.deadline = new ClientDeadline(loop.worker());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        socket = new ClientSocket(ctx, deadline);
        forwarded = new Forwarded(socket.remoteAddress());
        loop.clients().add(this);
        expectHead();
    }

    // Reading

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        if (phase == Phase.OVER) {
            bytes.release();
            return;
        }
        reading = true;
        boolean first = phase == Phase.HEAD && requests.pending().isEmpty();
        requests.add(ctx.alloc(), bytes);
        resume();
        if (first && phase == Phase.HEAD && !requests.pending().isEmpty()) {
            expectHead();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (relay != null) {
            relay.flushToUpstream();
        }
    }

    @Override
    public boolean isReading() {
        return reading;
    }

    /** Reads what has arrived and passes it on, until something else must happen first. */
    @Override
    public void resume() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean goesOn = true;
            while (goesOn && !requests.pending().isEmpty()) {
                goesOn = advance();
            }
        } catch (Refused refusal) {
            refuse(refusal);
        } finally {
            advancing = false;
        }
        requests.pending().trim();
        if (relay != null) {
            relay.flushToUpstream();
        }
        readIfWanted();
        expectBody();
        endIfNothingCanFollow();
    }

    /**
     * Reads a head or a piece of a body; returns false if something else must happen first. While a client does not take its
     * answers, its next requests are not read: their answers would fill the proxy's memory.
     */
    private boolean advance() {
        return switch (phase) {
            case HEAD -> socket.isWritable() && readHead();
            case BODY -> relay.takesBody() && readBody();
            case RESPONSE, OVER -> false;
        };
    }

    private boolean readHead() {
        var head = requests.head();
        head.ifPresent(this::begin);
        return head.isPresent();
    }

    private void begin(RequestHead head) {
        var framing = FramingGuard.ofRequest(head);
        if (head.method().equals("CONNECT")) {
            leave(ErrorPage.connectRefused());
            return;
        }
        var authority = Authority.of(head);
        var exchange = new ClientExchange(this, socket, head);
        if (framing instanceof Framing.None && PageEvents.areAskedFor(head)) {
            phase = Phase.RESPONSE;
            deadline.never();
            events = Optional.of(loop.followers().add(exchange, authority.name()));
            return;
        }
        relay = new Relay(loop, exchange, new RelayedRequest(head, framing, authority, forwarded));
        requests.startBody(framing);
        phase = requests.isBodyDone() ? Phase.RESPONSE : Phase.BODY;
        deadline.never();
        relay.start();
    }

    private boolean readBody() {
        var piece = requests.piece();
        if (piece != null) {
            relay.requestBody(piece);
        }
        if (requests.isBodyDone()) {
            phase = Phase.RESPONSE;
            if (!socket.hasInputEnded()) {
                deadline.never();
            }
            relay.requestEnd(requests.trailer());
        }
        return piece != null;
    }

    @Override
    public boolean discardBody() {
        return requests.discardBody();
    }

    private void readIfWanted() {
        socket.read(switch (phase) {
            case BODY -> requests.pending().isEmpty() || relay.takesBody();
            case HEAD, RESPONSE, OVER -> requests.pending().size() < Downstream.MAX_PENDING;
        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (relay != null) {
            relay.clientWritable(socket.isWritable());
        } else if (phase == Phase.HEAD && socket.isWritable()) {
            expectHead();
            resume();
        }
    }

    // Deadlines

    private void expectHead() {
        if (requests.pending().isEmpty()) {
            deadline.idle();
        } else {
            deadline.head();
        }
    }

    /** Sets the deadline for the next bytes of a request's body, if the service waits for nothing else. */
    private void expectBody() {
        if (phase == Phase.BODY && !socket.hasInputEnded()) {
            boolean owed = requests.pending().isEmpty() && relay.takesBody() && relay.lacksBody();
            if (owed) {
                deadline.body();
            } else {
                deadline.never();
            }
        }
    }

    @Override
    public void checkDeadline(long now) {
        if (!deadline.isOver(now)) {
            return;
        }
        if (!socket.isWritable()) {
            deadline.halfClosed(); // a client that has not yet taken what was sent to it is slow, but has not left
        } else if (phase == Phase.HEAD && requests.pending().isEmpty()) {
            linger();
        } else if (phase == Phase.HEAD) {
            leave(ErrorPage.refused(new Refused(408, "its head did not arrive in time")));
        } else if (phase == Phase.BODY && !socket.hasInputEnded()) {
            deadline.never();
            if (relay.lacksBody()) {
                refuse(new Refused(408, "its body stopped arriving"));
            }
        } else {
            socket.close();
        }
    }

    // Ends

    @Override
    public boolean isLeaving() {
        return socket.hasInputEnded() && requests.pending().isEmpty();
    }

    @Override
    public void exchangeEnded(boolean keepAlive) {
        relay = null;
        if (!keepAlive || !requests.isBodyDone() || isLeaving()) {
            linger();
            return;
        }
        phase = Phase.HEAD;
        expectHead();
        resume();
    }

    @Override
    public void abort(boolean untilClose) {
        end();
        if (untilClose) {
            socket.reset();
        } else {
            socket.closeAfterWrites();
        }
    }

    private void refuse(Refused refusal) {
        if (relay != null) {
            relay.brokenRequest(refusal);
        } else {
            leave(ErrorPage.refused(refusal));
        }
    }

    /** Sends {@code page} and ends the connection: no one knows where a next request on it would begin. */
    private void leave(ErrorPage page) {
        var answer = OwnResponse.of(page, PageFormat.TEXT, socket.port(), "");
        socket.write(ResponseRewrite.own(socket.alloc(), answer.head(), answer.body(), ResponseRewrite.CLOSE));
        linger();
    }

    /** Ends the connection once the client has taken its last answer, which was written before. */
    private void linger() {
        end();
        loop.clients().remove(this);
        socket.handOver("lingering", new Lingering());
    }

    private void end() {
        relay = null;
        phase = Phase.OVER;
        deadline.never();
        requests.pending().drop();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            return;
        }
        socket.inputEnded();
        if (phase != Phase.OVER) {
            deadline.halfClosed();
            endIfNothingCanFollow();
        }
    }

    /**
     * Ends the connection if the client has ended its side in the middle of a request, or with none begun. A client whose whole
     * body has arrived, while the service cannot take it yet, still gets its answer.
     */
    private void endIfNothingCanFollow() {
        if (socket.hasInputEnded() && phase == Phase.HEAD && socket.isWritable()) {
            linger();
        } else if (socket.hasInputEnded() && phase == Phase.BODY && relay.takesBody()) {
            socket.close();
        }
    }

    @Override
    public void becomeTunnel(TunnelEnd upstream, LongConsumer ended) {
        relay = null;
        loop.clients().remove(this);
        socket.handOver("tunnel", new Tunnel(upstream, ended));
        requests.pending().take().ifPresent(socket::repeatRead);
        socket.repeatInputEnd();
        socket.read(upstream.isWritable());
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.clients().remove(this);
        events.ifPresent(loop.followers()::remove);
        var open = relay;
        end();
        if (open != null) {
            open.clientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Causes.logUnlessOfTheNetwork(cause);
        socket.close();
    }
}
