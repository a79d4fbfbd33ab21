package dev.a3s.proxy.http1;

import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.message.Field;
import dev.a3s.proxy.message.Framing;
import dev.a3s.proxy.message.Refused;
import dev.a3s.proxy.message.ResponseHead;
import dev.a3s.proxy.message.TunnelEnd;

/**
 * One connection to an upstream: sends requests and reads their responses, one exchange after the other, and idles in its pool
 * between them. Used on one event loop only, which is also that of the clients whose exchanges it carries.
 */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    /** More interim responses than this before a final one are a broken response. */
    private static final int MAX_INTERIM = 100;
    private static final int SMALL_BODY = 2048;

    /** Where a connection idles. */
    interface Home {
        /** The connection is free. */
        void giveBack(UpstreamConnection connection);

        /** The connection has ended. */
        void forget(UpstreamConnection connection);
    }

    private ChannelHandlerContext ctx;
    private Home pool;
    private Upstream upstream;
    private Carried exchange;
    private final HeadReader heads = HeadReader.ofResponses();
    private BodyReader body;
    private final UnreadBytes pending = new UnreadBytes();
    private Throwable failure;
    private boolean reused;
    private boolean silent = true;
    private boolean keepAlive;
    private int interims;
    private long idleSince;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    void belongTo(Home itsPool, Upstream itsUpstream) {
        this.pool = itsPool;
        this.upstream = itsUpstream;
    }

    Upstream upstream() {
        return upstream;
    }

    ByteBufAllocator alloc() {
        return ctx.alloc();
    }

    /** The connection idles from {@code now} on, as {@link dev.a3s.proxy.Worker#now}. */
    void idles(long now) {
        idleSince = now;
    }

    long idleSince() {
        return idleSince;
    }

    /**
     * Whether the connection has carried another exchange before: the upstream may then have closed it before it got this
     * request.
     */
    boolean isReused() {
        return reused;
    }

    /** Whether not one byte has arrived since the exchange's request was sent. */
    boolean isSilent() {
        return silent;
    }

    /** Carries {@code next} until that exchange ends. */
    void carry(Carried next) {
        exchange = next;
        silent = true;
        interims = 0;
        body = null;
    }

    /** The exchange that it carries now, if any. */
    Stream<Carried> carried() {
        return Stream.ofNullable(exchange);
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

    void read(boolean wanted) {
        Quietly.read(ctx.channel(), wanted);
    }

    void close() {
        exchange = null;
        Quietly.close(ctx.channel());
    }

    /**
     * The connection is one end of a tunnel from here on.
     *
     * @param ended called with the number of bytes that came over it, once, when it is closed
     */
    TunnelEnd becomeTunnel(TunnelEnd client, LongConsumer ended) {
        pool.forget(this);
        ctx.pipeline().replace(this, "tunnel", new Tunnel(client, ended));
        read(client.isWritable());
        return new ChannelEnd(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (exchange == null) {
            bytes.release();
            Quietly.close(context.channel());
            return;
        }
        silent = false;
        pending.add(context.alloc(), bytes);
        try {
            advance();
        } catch (Refused refusal) {
            exchange.brokenResponse(refusal.reason());
        }
        pending.trim();
    }

    private void advance() {
        while (exchange != null && !pending.isEmpty()) {
            if (body == null) {
                SpokenProtocol.refuseOthers(pending.bytes());
                var head = heads.read(pending.bytes());
                if (head == null) {
                    return;
                }
                begin(head);
            } else {
                var piece = body.next(pending.bytes());
                if (piece != null) {
                    exchange.responseBody(piece);
                } else if (!body.isDone()) {
                    return;
                }
            }
            if (exchange != null && body != null && body.isDone()) {
                finish();
            }
        }
    }

    /** Begins with a response's head, which is repaired if it is not strict but can be understood in one way only. */
    private void begin(byte[] bytes) {
        ResponseHead head;
        Framing framing;
        try {
            head = ResponseHead.read(bytes);
            framing = FramingGuard.ofResponse(exchange.isHead(), head);
        } catch (Refused notStrict) {
            head = ResponseHead.read(HeadRepair.head(bytes));
            framing = FramingGuard.ofResponse(exchange.isHead(), head);
        }
        begin(head, framing);
    }

    private void begin(ResponseHead head, Framing framing) {
        if (head.status() == 101) {
            upgrade(head);
        } else if (head.isInterim()) {
            if (++interims > MAX_INTERIM) {
                throw Refused.bad("it has more than " + MAX_INTERIM + " interim responses");
            }
            exchange.interim(head);
        } else {
            boolean oddlyFramed = (head.status() == 204 || head.status() == 304)
                    && head.fields().has(Field.TRANSFER_ENCODING);
            keepAlive = head.keepsAlive() && !(framing instanceof Framing.UntilClose) && !oddlyFramed;
            body = BodyReader.ofResponse(framing, !exchange.takesChunks());
            var whole = isSmall(framing) ? body.next(pending.bytes()) : null;
            exchange.response(head, framing, whole);
        }
    }

    /** Whether the whole body has arrived and is so short that copying it behind its head costs less than sending two buffers. */
    private boolean isSmall(Framing framing) {
        return framing instanceof Framing.Fixed(var length) && length <= SMALL_BODY && length <= pending.size();
    }

    private void upgrade(ResponseHead head) {
        if (!exchange.offersUpgrade()) {
            throw Refused.bad("it changes the protocol though nobody asked for that");
        }
        var upgraded = exchange;
        exchange = null;
        upgraded.upgraded(head, pending.take());
    }

    /** The response is complete: gives the connection back to its pool, or closes it if it cannot carry another exchange. */
    private void finish() {
        var served = exchange;
        var trailer = body.trailer();
        boolean clean = keepAlive && failure == null && served.isSent() && pending.isEmpty()
                && ctx.channel().isActive();
        exchange = null;
        body = null;
        reused = true;
        if (clean) {
            read(true);
            pool.giveBack(this);
        } else {
            Quietly.close(ctx.channel());
        }
        served.responseEnd(trailer);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.flushToClient();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null && isWritable()) {
            exchange.upstreamWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ended();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended();
        pending.drop();
    }

    private void ended() {
        if (pool != null) {
            pool.forget(this);
        }
        var served = exchange;
        exchange = null;
        Quietly.close(ctx.channel());
        if (served == null) {
            return;
        }
        if (body != null && body.mayEndHere() && failure == null) {
            served.responseEnd(body.trailer());
        } else {
            served.upstreamEnded(failure);
        }
    }

    /** A failed write is not yet the end: the upstream may have answered before it stopped reading. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
        if (!(cause instanceof IOException)) {
            Causes.logUnlessOfTheNetwork(cause);
            Quietly.close(context.channel());
        }
    }
}
