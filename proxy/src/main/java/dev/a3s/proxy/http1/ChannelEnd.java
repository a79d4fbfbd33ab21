package dev.a3s.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

import dev.a3s.proxy.message.TunnelEnd;

/** A socket as an end of a tunnel. */
final class ChannelEnd implements TunnelEnd {
    private final DuplexChannel channel;

    ChannelEnd(Channel channel) {
        this.channel = (DuplexChannel) channel;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the channel
    public void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void read(boolean wanted) {
        Quietly.read(channel, wanted);
    }

    @Override
    public void endOutput() {
        Quietly.shutdownOutput(channel);
    }

    @Override
    public void close() {
        Quietly.closeAfterWrites(channel);
    }
}
