package dev.a3s.proxy;

import java.net.InetSocketAddress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * One client's connection: reads its requests one after the other and has a {@link Relay} carry each. A pipelined request
 * stays unread until the one before it is answered, so answers cannot overtake each other (RFC 9112 §9.3.2).
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    /** Bytes read ahead of what can be passed on; with that many at hand the socket is left alone. */
    static final int MAX_PENDING = 64 * 1024;
    /** How long a half-closed client waits for an answer, and how long a refused one may go on sending. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private enum Phase {
        /** Between requests or within a head. */
        HEAD,
        /** The head is read, its body is not. */
        BODY,
        /** The request is read, its response is not complete. */
        RESPONSE,
        /** Nothing is answered any more; what arrives is thrown away until the client has noticed. */
        LINGER
    }

    private final Worker worker;
    private ChannelHandlerContext ctx;
    private Forwarded forwarded;
    private final HeadReader heads = new HeadReader();
    private Phase phase = Phase.HEAD;
    private ByteBuf pending;
    private BodyReader body;
    private Relay relay;
    private boolean reading;
    private boolean advancing;
    private boolean inputEnded;
    private long deadline;

    ClientConnection(Worker worker) {
        this.worker = worker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        forwarded = new Forwarded((InetSocketAddress) context.channel().remoteAddress());
        deadline = System.nanoTime() + worker.idleNanos();
        worker.add(this);
    }

    // Reading

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (phase == Phase.LINGER) {
            bytes.release();
            return;
        }
        reading = true;
        if (phase == Phase.HEAD && pending == null) {
            deadline = System.nanoTime() + worker.headNanos();
        }
        pending = pending == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), pending, bytes);
        resume();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        if (relay != null) {
            relay.flushToUpstream();
        }
    }

    /** Whether more may be read in this turn of the loop, after which everything is flushed at once. */
    boolean isReading() {
        return reading;
    }

    /** Goes on with what has arrived, as far as it has a place to go. */
    void resume() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean goesOn = true;
            while (goesOn && pending != null && pending.isReadable()) {
                goesOn = advance();
            }
        } catch (Refused refusal) {
            refuse(refusal);
        } finally {
            advancing = false;
        }
        dropEmpty();
        if (relay != null) {
            relay.flushToUpstream();
        }
        readIfWanted();
        endIfBodyIsCut();
    }

    /** Takes one step; false if the next one needs something else to happen first. */
    private boolean advance() {
        return switch (phase) {
            case HEAD -> readHead();
            case BODY -> relay.takesBody() && readBody();
            case RESPONSE, LINGER -> false;
        };
    }

    private boolean readHead() {
        skipEmptyLine();
        var bytes = heads.read(pending);
        if (bytes == null) {
            return false;
        }
        var head = RequestHead.read(bytes);
        var framing = FramingGuard.ofRequest(head);
        if (head.method().equals("CONNECT")) {
            leave(ErrorPage.connectRefused());
            return false;
        }
        relay = new Relay(worker, this, head, framing, Authority.of(head));
        body = new BodyReader(framing, false);
        phase = body.isDone() ? Phase.RESPONSE : Phase.BODY;
        deadline = Long.MAX_VALUE;
        relay.route();
        return true;
    }

    /** One empty line before a request is no part of it (RFC 9112 §2.2). */
    private void skipEmptyLine() {
        int at = pending.readerIndex();
        if (pending.readableBytes() >= 2 && pending.getByte(at) == '\r' && pending.getByte(at + 1) == '\n') {
            pending.skipBytes(2);
        }
    }

    private boolean readBody() {
        var piece = body.next(pending);
        if (piece != null) {
            relay.requestBody(piece);
        }
        if (body.isDone()) {
            phase = Phase.RESPONSE;
            relay.requestEnd(body.trailer());
        }
        return piece != null;
    }

    /** Throws away what has arrived of the body of a request that is answered without it; true if that was all. */
    boolean discardBody() {
        try {
            while (pending != null && !body.isDone()) {
                var piece = body.next(pending);
                if (piece == null) {
                    break;
                }
                piece.release();
            }
            return body.isDone();
        } catch (Refused refusal) {
            return false;
        }
    }

    private void dropEmpty() {
        if (pending != null && !pending.isReadable()) {
            dropPending();
        }
    }

    private void dropPending() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    private void readIfWanted() {
        boolean wanted = switch (phase) {
            case BODY -> pending == null || relay.takesBody();
            case HEAD, RESPONSE, LINGER -> pending == null || pending.readableBytes() < MAX_PENDING;
        };
        Quietly.read(ctx.channel(), wanted);
    }

    // Writing

    ByteBufAllocator alloc() {
        return ctx.alloc();
    }

    void write(ByteBuf bytes) {
        Quietly.write(ctx, bytes);
    }

    void flush() {
        ctx.flush();
    }

    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    Channel channel() {
        return ctx.channel();
    }

    Forwarded forwarded() {
        return forwarded;
    }

    /** The port the client used, as links to other names need it. */
    String portSuffix() {
        int port = ((InetSocketAddress) ctx.channel().localAddress()).getPort();
        return port == 80 ? "" : ":" + port;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (relay != null) {
            relay.clientWritable(isWritable());
        }
    }

    // Ends

    /** Whether the client has sent all it ever will. */
    boolean isLeaving() {
        return inputEnded && (pending == null || !pending.isReadable());
    }

    /** The current exchange is answered in full. */
    void exchangeEnded(boolean keepAlive) {
        relay = null;
        if (!keepAlive || !body.isDone() || isLeaving()) {
            linger();
            return;
        }
        phase = Phase.HEAD;
        deadline = System.nanoTime() + (pending == null ? worker.idleNanos() : worker.headNanos());
        resume();
        if (inputEnded && phase == Phase.HEAD) {
            linger();
        }
    }

    /** Ends the connection in the middle of a response: the only way to say that it is not complete. */
    void abort() {
        relay = null;
        Quietly.close(ctx.channel());
    }

    private void refuse(Refused refusal) {
        if (relay != null) {
            relay.brokenRequest(refusal);
        } else {
            leave(ErrorPage.refused(refusal));
        }
    }

    /** Answers and ends the connection: what follows on it cannot be trusted. */
    private void leave(ErrorPage page) {
        write(OwnResponse.of(alloc(), page, PageFormat.TEXT, portSuffix(), true, false, false));
        linger();
    }

    /**
     * Sends FIN after the last answer and reads on for a moment. Closing at once, with bytes unread, would send RST, and the
     * client might lose the answer (RFC 9112 §9.6).
     */
    private void linger() {
        phase = Phase.LINGER;
        deadline = System.nanoTime() + LINGER_NANOS;
        dropPending();
        if (inputEnded) {
            Quietly.closeAfterWrites(ctx.channel());
        } else {
            Quietly.shutdownOutput((DuplexChannel) ctx.channel());
            readIfWanted();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            return;
        }
        inputEnded = true;
        switch (phase) {
            case HEAD -> Quietly.closeAfterWrites(ctx.channel());
            case LINGER -> Quietly.close(ctx.channel());
            case BODY, RESPONSE -> {
                deadline = System.nanoTime() + LINGER_NANOS;
                endIfBodyIsCut();
            }
        }
    }

    /** A client that ends within a body has left; one whose whole body is here, but has no place to go yet, has not. */
    private void endIfBodyIsCut() {
        if (inputEnded && phase == Phase.BODY && relay.takesBody()) {
            Quietly.close(ctx.channel());
        }
    }

    /** Called about once a second. */
    void checkDeadline(long now) {
        if (deadline == Long.MAX_VALUE || now - deadline < 0) {
            return;
        }
        if (phase == Phase.HEAD && pending != null) {
            leave(ErrorPage.refused(new Refused(408, "its head did not arrive in time")));
        } else {
            Quietly.close(ctx.channel());
        }
    }

    /** Hands the connection over to a tunnel, with what the client has sent ahead. */
    void becomeTunnel(Tunnel tunnel, Channel upstream) {
        var ahead = pending;
        pending = null;
        relay = null;
        worker.remove(this);
        ctx.pipeline().replace(this, "tunnel", tunnel);
        if (ahead != null) {
            ctx.pipeline().fireChannelRead(ahead);
            ctx.pipeline().fireChannelReadComplete();
        }
        if (inputEnded) {
            ctx.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
        Quietly.read(ctx.channel(), upstream.isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        worker.remove(this);
        var open = relay;
        relay = null;
        if (open != null) {
            open.clientGone();
        }
        phase = Phase.LINGER;
        dropPending();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Worker.logUnlessOfTheNetwork(cause);
        Quietly.close(ctx.channel());
    }
}
