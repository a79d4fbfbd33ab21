package dev.a3s.proxy.http1;

import java.net.InetSocketAddress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;

/** A client's socket: what is written to it, whether the client has ended its side, and the ways to end the other. */
final class ClientSocket {
    private final ChannelHandlerContext ctx;
    private final ClientDeadline deadline;
    private boolean inputEnded;

    ClientSocket(ChannelHandlerContext ctx, ClientDeadline deadline) {
        this.ctx = ctx;
        this.deadline = deadline;
    }

    InetSocketAddress remoteAddress() {
        return (InetSocketAddress) ctx.channel().remoteAddress();
    }

    /** The port that the client has connected to. */
    int port() {
        return ((InetSocketAddress) ctx.channel().localAddress()).getPort();
    }

    ByteBufAllocator alloc() {
        return ctx.alloc();
    }

    void write(ByteBuf bytes) {
        if (inputEnded) {
            deadline.halfClosed(); // if the client has left, the next write fails
        }
        Quietly.write(ctx, bytes);
    }

    void flush() {
        ctx.flush();
    }

    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /** How many bytes must leave before more can be written; 0 if it is writable. */
    long unsent() {
        return ctx.channel().bytesBeforeWritable();
    }

    boolean isOpen() {
        return ctx.channel().isActive();
    }

    /** Reads from the socket, or stops reading, so that what the client sends stays with the client. */
    void read(boolean wanted) {
        Quietly.read(ctx.channel(), wanted);
    }

    /** The client has sent FIN. */
    void inputEnded() {
        inputEnded = true;
    }

    /** Whether the client has sent FIN, which it does when it leaves, or when it has sent all and waits for the answer. */
    boolean hasInputEnded() {
        return inputEnded;
    }

    void close() {
        Quietly.close(ctx.channel());
    }

    /** Ends the connection behind what was written. */
    void closeAfterWrites() {
        Quietly.closeAfterWrites(ctx.channel());
    }

    /** Ends the connection with RST, which no client takes for an orderly end. */
    void reset() {
        Quietly.reset((SocketChannel) ctx.channel());
    }

    /** Gives the connection to another handler, which sees nothing of what has arrived before. */
    void handOver(String name, ChannelHandler next) {
        ctx.pipeline().replace(ctx.handler(), name, next);
    }

    /** Lets the handler that {@link #handOver took over} see the end of the client's side, if that came before. */
    void repeatInputEnd() {
        if (inputEnded) {
            ctx.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    /** Lets the handler that {@link #handOver took over} read what has arrived before. */
    void repeatRead(ByteBuf ahead) {
        ctx.pipeline().fireChannelRead(ahead);
        ctx.pipeline().fireChannelReadComplete();
    }

    /** The socket as an end of a tunnel. */
    ChannelEnd tunnelEnd() {
        return new ChannelEnd(ctx.channel());
    }
}
