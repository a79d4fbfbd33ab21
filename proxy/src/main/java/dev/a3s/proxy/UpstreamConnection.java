package dev.a3s.proxy;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * One connection to an upstream: reads responses and tells the relay that it serves. It serves one at a time, and idles in
 * its pool between them. Everything happens on the event loop it shares with the relay's client.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    /** More interim responses than this before a final one are a broken response. */
    private static final int MAX_INTERIM = 100;
    private static final int SMALL_BODY = 2048;

    private ChannelHandlerContext ctx;
    private UpstreamPool pool;
    private Upstream upstream;
    private Relay relay;
    private final HeadReader heads = new HeadReader();
    private BodyReader body;
    private final Pending pending = new Pending();
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

    void belongTo(UpstreamPool itsPool, Upstream itsUpstream) {
        this.pool = itsPool;
        this.upstream = itsUpstream;
    }

    Upstream upstream() {
        return upstream;
    }

    Channel channel() {
        return ctx.channel();
    }

    long idleSince() {
        return idleSince;
    }

    /** Whether it served another relay before, so that its end may be older than this relay's request. */
    boolean isReused() {
        return reused;
    }

    /** Whether not one byte came since the relay's request was sent. */
    boolean isSilent() {
        return silent;
    }

    void serve(Relay next) {
        relay = next;
        silent = true;
        interims = 0;
        body = null;
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
        relay = null;
        Quietly.close(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (relay == null) {
            bytes.release();
            Quietly.close(context.channel());
            return;
        }
        silent = false;
        pending.add(context.alloc(), bytes);
        try {
            advance();
        } catch (Refused refusal) {
            relay.brokenResponse(refusal.reason());
        }
        pending.trim();
    }

    private void advance() {
        while (relay != null && !pending.isEmpty()) {
            if (body == null) {
                var head = heads.read(pending.bytes());
                if (head == null) {
                    return;
                }
                begin(ResponseHead.read(head));
            } else {
                var piece = body.next(pending.bytes());
                if (piece != null) {
                    relay.responseBody(piece);
                } else if (!body.isDone()) {
                    return;
                }
            }
            if (relay != null && body != null && body.isDone()) {
                finish();
            }
        }
    }

    private void begin(ResponseHead head) {
        if (head.status() == 101) {
            upgrade(head);
        } else if (head.isInterim()) {
            if (++interims > MAX_INTERIM) {
                throw Refused.bad("it has more than " + MAX_INTERIM + " interim responses");
            }
            relay.interim(head);
        } else {
            var framing = FramingGuard.ofResponse(relay.isHead(), head);
            boolean oddlyFramed = head.status() == 204 && head.fields().has(Field.TRANSFER_ENCODING);
            keepAlive = head.keepsAlive() && !(framing instanceof Framing.UntilClose) && !oddlyFramed;
            body = new BodyReader(framing, relay.unchunks());
            var whole = isSmall(framing) ? body.next(pending.bytes()) : null;
            relay.response(head, framing, whole);
        }
    }

    /** Whether a body is all here and so short that to copy it behind its head costs less than to send two buffers. */
    private boolean isSmall(Framing framing) {
        return framing instanceof Framing.Fixed(var length) && length <= SMALL_BODY && length <= pending.size();
    }

    private void upgrade(ResponseHead head) {
        if (!relay.offersUpgrade()) {
            throw Refused.bad("it changes the protocol though nobody asked for that");
        }
        var upgraded = relay;
        relay = null;
        upgraded.upgraded(head, pending.take());
    }

    /** The response is whole: the connection is free, unless something on it is not as it should be. */
    private void finish() {
        var served = relay;
        var trailer = body.trailer();
        boolean clean = keepAlive && failure == null && served.isSent() && pending.isEmpty()
                && ctx.channel().isActive();
        relay = null;
        body = null;
        reused = true;
        if (clean) {
            read(true);
            idleSince = System.nanoTime();
            pool.giveBack(this);
        } else {
            Quietly.close(ctx.channel());
        }
        served.responseEnd(trailer);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (relay != null) {
            relay.flushToClient();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (relay != null && isWritable()) {
            relay.upstreamWritable();
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
        var served = relay;
        relay = null;
        Quietly.close(ctx.channel());
        if (served == null) {
            return;
        }
        if (body != null && body.mayEndHere() && failure == null) {
            served.responseEnd(body.trailer());
        } else {
            served.upstreamEnded(this, failure);
        }
    }

    /** A failed write is not yet the end: the upstream may have answered before it stopped reading. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
        if (!(cause instanceof IOException)) {
            Worker.logUnlessOfTheNetwork(cause);
            Quietly.close(context.channel());
        }
    }
}
