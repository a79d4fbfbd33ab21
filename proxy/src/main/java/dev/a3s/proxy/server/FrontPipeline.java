package dev.a3s.proxy.server;

import java.util.Map;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;

import dev.a3s.proxy.http1.ClientConnection;
import dev.a3s.proxy.http1.Loop;
import dev.a3s.proxy.http1.UpstreamConnection;

/**
 * The handler and the options of each channel. One handler a channel: the bytes of a message are read once, and nothing between
 * two handlers needs a name or an order.
 */
final class FrontPipeline {

    private FrontPipeline() {}

    static ServerBootstrap front(Transport transport, EventLoopGroup group, Map<EventLoop, Loop> loops) {
        return new ServerBootstrap().group(group)
                .channel(transport.server())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(handler(channel -> channel.pipeline()
                        .addLast(new ClientConnection(loops.get(channel.eventLoop())))));
    }

    /**
     * Connections to upstreams, on the loop of the client they serve. A failed write does not close them, since the upstream
     * may have answered already: one that refuses a body often does.
     */
    static Bootstrap back(Transport transport, EventLoop loop) {
        return new Bootstrap().group(loop)
                .channel(transport.client())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
                .handler(handler(channel -> channel.pipeline().addLast(new UpstreamConnection())));
    }

    private static ChannelHandler handler(Consumer<SocketChannel> initializer) {
        return new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                initializer.accept(channel);
            }
        };
    }
}
