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
 * Ends a client's connection behind its last answer: waits until the client has taken the answer, sends FIN, and for a moment goes
 * on to read and throw away what the client still sends. Closing at once, with bytes unread, would send RST, and the client might
 * lose the answer (RFC 9112 §9.6).
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Lingering extends ChannelInboundHandlerAdapter {
    /** How long a client may go on sending once it has taken its answer. */
    private static final long MILLIS = 2_000;

    private Future<?> patience;

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
                patience = ctx.executor().schedule(() -> Quietly.close(channel), MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
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
