package dev.a3s.proxy;

import java.util.Locale;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * The kernel interface: epoll on Linux and kqueue on macOS (which was not run) where their native library may be loaded
 * without a warning on stderr, NIO otherwise.
 *
 * @param name for logs
 */
record Transport(String name, IoHandlerFactory handlers, Class<? extends ServerSocketChannel> server,
        Class<? extends SocketChannel> client) {

    /** The best one for this machine. The JVM warns of native code unless it runs with {@code --enable-native-access}. */
    static Transport best() {
        boolean silent = Channel.class.getModule().isNativeAccessEnabled();
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (silent && system.contains("linux") && Epoll.isAvailable()) {
            return new Transport("epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class,
                    EpollSocketChannel.class);
        }
        if (silent && system.contains("mac") && KQueue.isAvailable()) {
            return new Transport("kqueue", KQueueIoHandler.newFactory(), KQueueServerSocketChannel.class,
                    KQueueSocketChannel.class);
        }
        return nio();
    }

    static Transport nio() {
        return new Transport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
    }
}
