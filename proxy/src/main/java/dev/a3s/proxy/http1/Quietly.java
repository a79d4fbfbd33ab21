package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;

/**
 * Writes to connections and ends them without reporting to the caller whether that succeeded: a peer that has gone already is no
 * error here, and a failed write is reported to the channel's handler.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Quietly {

    private Quietly() {}

    /** Writes without flushing; takes over {@code bytes}. */
    static void write(ChannelHandlerContext ctx, ByteBuf bytes) {
        ctx.write(bytes, ctx.voidPromise());
    }

    /** Reads from the socket, or stops reading. A direction that has ended is not read again: the kernel would report an error. */
    static void read(Channel channel, boolean wanted) {
        if (channel.config().isAutoRead() != wanted && !((DuplexChannel) channel).isInputShutdown()) {
            channel.config().setAutoRead(wanted);
        }
    }

    static void close(Channel channel) {
        channel.close();
    }

    /** Ends the connection with RST, which no peer takes for an orderly end. */
    static void reset(SocketChannel channel) {
        channel.config().setSoLinger(0);
        channel.close();
    }

    /** Sends FIN once everything written so far was sent; closes if the other direction has ended as well. */
    static void shutdownOutput(DuplexChannel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            if (channel.isInputShutdown()) {
                channel.close();
            } else if (channel.isActive()) {
                channel.shutdownOutput();
            }
        });
    }

    /** Closes once everything written so far was sent, or cannot be sent any more. */
    static void closeAfterWrites(Channel channel) {
        if (channel.isActive()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
