package dev.a3s.proxy.http1;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

/**
 * Ends a client's connection behind its last answer: waits until the client has taken the answer, sends FIN, and goes on to read and
 * throw away what the client still sends, as long as it does not pause. Closing at once, with bytes unread, would send RST, and the client might
 * lose the answer (RFC 9112 §9.6).
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Lingering extends ChannelInboundHandlerAdapter {
    /** How long a client that has its answer may pause before the connection is closed. */
    private static final long PAUSE_NANOS = 2_000_000_000L;
    /**
     * How long it may go on sending a body that nobody wants: many clients read the answer only behind that, and closing
     * before would take it from them.
     */
    private static final long MOST_NANOS = 120_000_000_000L;
    private static final long LOOK_MILLIS = 500;

    private Future<?> patience;
    private long lastRead;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        var channel = (DuplexChannel) ctx.channel();
        if (channel.isInputShutdown()) {
            Quietly.closeAfterWrites(channel);
            return;
        }
        Quietly.read(channel, true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            if (channel.isActive()) {
                channel.shutdownOutput();
                lastRead = System.nanoTime();
                long since = lastRead;
                patience = ctx.executor().scheduleWithFixedDelay(() -> closeIfOver(channel, since), LOOK_MILLIS,
                        LOOK_MILLIS,
                        TimeUnit.MILLISECONDS);
            }
        });
    }

    private void closeIfOver(DuplexChannel channel, long since) {
        long now = System.nanoTime();
        if (now - lastRead > PAUSE_NANOS || now - since > MOST_NANOS) {
            Quietly.close(channel);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastRead = System.nanoTime();
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            Quietly.closeAfterWrites(ctx.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (patience != null) {
            patience.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Quietly.close(ctx.channel());
    }
}
