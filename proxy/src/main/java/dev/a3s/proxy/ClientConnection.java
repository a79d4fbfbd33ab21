package dev.a3s.proxy;

import java.net.InetSocketAddress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;

/**
 * One client's connection: reads its requests one after the other and has a {@link Relay} carry each. A pipelined request
 * stays unread until the one before it is answered, so answers cannot overtake each other (RFC 9112 §9.3.2).
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    /** Bytes read ahead of what can be passed on; with that many at hand the socket is left alone. */
    static final int MAX_PENDING = 64 * 1024;
    /** How long a half-closed client waits for the next bytes of its answer. */
    private static final long HALF_CLOSED_NANOS = 2_000_000_000L;

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

    private final Worker worker;
    private ChannelHandlerContext ctx;
    private Forwarded forwarded;
    private final RequestReader requests = new RequestReader();
    private Phase phase = Phase.HEAD;
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
        worker.add(this);
        expectHead();
    }

    // Reading

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
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
     * Takes one step; false if the next one needs something else to happen first. Who does not read the answers to what he has
     * asked gets no more of them, or their bytes would pile up here.
     */
    private boolean advance() {
        return switch (phase) {
            case HEAD -> isWritable() && readHead();
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
        if (framing instanceof Framing.None && PageEvents.areAskedFor(head)) {
            follow(authority);
            return;
        }
        relay = new Relay(worker, this, head, framing, authority);
        requests.startBody(framing);
        phase = requests.isBodyDone() ? Phase.RESPONSE : Phase.BODY;
        deadline = Long.MAX_VALUE;
        relay.start();
    }

    /** Nothing but events goes out from here on, until the page that reads them is closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // the channel tells its own end
    private void follow(Authority authority) {
        var events = new PageEvents(worker, this, authority.name());
        phase = Phase.RESPONSE;
        deadline = Long.MAX_VALUE;
        worker.add(events);
        ctx.channel().closeFuture().addListener(_ -> worker.remove(events));
        events.start();
    }

    private boolean readBody() {
        var piece = requests.piece();
        if (piece != null) {
            relay.requestBody(piece);
        }
        if (requests.isBodyDone()) {
            phase = Phase.RESPONSE;
            deadline = inputEnded ? deadline : Long.MAX_VALUE;
            relay.requestEnd(requests.trailer());
        }
        return piece != null;
    }

    /** Throws away what has arrived of the body of a request that is answered without it; true if that was all. */
    boolean discardBody() {
        return requests.discardBody();
    }

    private void readIfWanted() {
        boolean wanted = switch (phase) {
            case BODY -> requests.pending().isEmpty() || relay.takesBody();
            case HEAD, RESPONSE, OVER -> requests.pending().size() < MAX_PENDING;
        };
        Quietly.read(ctx.channel(), wanted);
    }

    // Writing

    ByteBufAllocator alloc() {
        return ctx.alloc();
    }

    void write(ByteBuf bytes) {
        if (inputEnded) {
            waitALittle(); // a client that has left lets the next write fail
        }
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
        } else if (phase == Phase.HEAD && isWritable()) {
            expectHead();
            resume();
        }
    }

    // Ends

    /** Whether the client has sent all it ever will. */
    boolean isLeaving() {
        return inputEnded && requests.pending().isEmpty();
    }

    /** The current exchange is answered in full. */
    void exchangeEnded(boolean keepAlive) {
        relay = null;
        if (!keepAlive || !requests.isBodyDone() || isLeaving()) {
            linger();
            return;
        }
        phase = Phase.HEAD;
        expectHead();
        resume();
    }

    /**
     * Ends the connection in the middle of a response, behind what the client has of it: the only way to say that it is not
     * complete.
     *
     * @param untilClose whether an orderly end would complete it, so that it must be another one
     */
    void abort(boolean untilClose) {
        end();
        if (untilClose) {
            Quietly.reset((SocketChannel) ctx.channel());
        } else {
            Quietly.closeAfterWrites(ctx.channel());
        }
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

    /** The last answer is written. */
    private void linger() {
        end();
        worker.remove(this);
        ctx.pipeline().replace(this, "lingering", new Lingering());
    }

    private void end() {
        relay = null;
        phase = Phase.OVER;
        deadline = Long.MAX_VALUE;
        requests.pending().drop();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            return;
        }
        inputEnded = true;
        if (phase != Phase.OVER) {
            waitALittle();
            endIfNothingCanFollow();
        }
    }

    /** No FIN tells whether the client has left or only sends no more: the answer must come, and go on, in short steps. */
    private void waitALittle() {
        deadline = System.nanoTime() + HALF_CLOSED_NANOS;
    }

    /**
     * A client that ends within a head or a body has left; one whose whole body is here, but has no place to go yet, has not.
     */
    private void endIfNothingCanFollow() {
        if (inputEnded && phase == Phase.HEAD && isWritable()) {
            linger();
        } else if (inputEnded && phase == Phase.BODY && relay.takesBody()) {
            Quietly.close(ctx.channel());
        }
    }

    private void expectHead() {
        deadline = System.nanoTime() + (requests.pending().isEmpty() ? worker.idleNanos() : worker.headNanos());
    }

    /** A client that owes a body, of which the service lacks the next bytes, must send some now and then (RFC 9110 §15.5.9). */
    private void expectBody() {
        if (phase == Phase.BODY && !inputEnded) {
            boolean owed = requests.pending().isEmpty() && relay.takesBody() && relay.lacksBody();
            deadline = owed ? System.nanoTime() + worker.idleNanos() : Long.MAX_VALUE;
        }
    }

    /** Called about once a second. */
    void checkDeadline(long now) {
        if (deadline == Long.MAX_VALUE || now - deadline < 0) {
            return;
        }
        if (!isWritable()) {
            waitALittle(); // who has yet to take what was sent to him is slow, but there
        } else if (phase == Phase.HEAD && requests.pending().isEmpty()) {
            linger();
        } else if (phase == Phase.HEAD) {
            leave(ErrorPage.refused(new Refused(408, "its head did not arrive in time")));
        } else if (phase == Phase.BODY && !inputEnded) {
            deadline = Long.MAX_VALUE;
            if (relay.lacksBody()) {
                refuse(new Refused(408, "its body stopped arriving"));
            }
        } else {
            Quietly.close(ctx.channel());
        }
    }

    /** Hands the connection over to a tunnel, with what the client has sent ahead. */
    void becomeTunnel(Tunnel tunnel, Channel upstream) {
        relay = null;
        worker.remove(this);
        ctx.pipeline().replace(this, "tunnel", tunnel);
        requests.pending().take().ifPresent(ahead -> {
            ctx.pipeline().fireChannelRead(ahead);
            ctx.pipeline().fireChannelReadComplete();
        });
        if (inputEnded) {
            ctx.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
        Quietly.read(ctx.channel(), upstream.isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        worker.remove(this);
        var open = relay;
        end();
        if (open != null) {
            open.clientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Worker.logUnlessOfTheNetwork(cause);
        Quietly.close(ctx.channel());
    }
}
