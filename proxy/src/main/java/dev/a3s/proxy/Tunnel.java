package dev.a3s.proxy;

import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/**
 * One direction's reader of an upgraded connection: bytes pass untouched, no faster than the other side takes them, and the
 * end of one direction leaves the other open.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Tunnel extends ChannelInboundHandlerAdapter {
    private final DuplexChannel peer;
    private final LongConsumer ended;
    private long bytes;
    private boolean over;

    /** @param ended told the number of bytes read, once, when this side is closed */
    Tunnel(Channel peer, LongConsumer ended) {
        this.peer = (DuplexChannel) peer;
        this.ended = ended;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        bytes += ((ByteBuf) message).readableBytes();
        peer.write(message, peer.voidPromise());
        if (!peer.isWritable()) {
            Quietly.read(ctx.channel(), false);
            peer.flush();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        peer.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Quietly.read(peer, ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            Quietly.shutdownOutput(peer);
            if (((DuplexChannel) ctx.channel()).isOutputShutdown()) {
                Quietly.close(ctx.channel());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!over) {
            over = true;
            Quietly.closeAfterWrites(peer);
            ended.accept(bytes);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Quietly.close(ctx.channel());
    }
}
