package dev.a3s.proxy.http1;

import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

import dev.a3s.proxy.message.TunnelEnd;

/**
 * Reads one end of an upgraded connection, if that end is a socket, and writes the bytes untouched to the other end, no faster than
 * that can take them. The end of one direction leaves the other open.
 */
final class Tunnel extends ChannelInboundHandlerAdapter {
    private final TunnelEnd peer;
    private final LongConsumer ended;
    private long bytes;
    private boolean over;

    /** @param ended called with the number of bytes read, once, when this end is closed */
    Tunnel(TunnelEnd peer, LongConsumer ended) {
        this.peer = peer;
        this.ended = ended;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var piece = (ByteBuf) message;
        bytes += piece.readableBytes();
        peer.write(piece);
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
        peer.read(ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            peer.endOutput();
            if (((DuplexChannel) ctx.channel()).isOutputShutdown()) {
                Quietly.close(ctx.channel());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!over) {
            over = true;
            peer.close();
            ended.accept(bytes);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Quietly.close(ctx.channel());
    }
}
