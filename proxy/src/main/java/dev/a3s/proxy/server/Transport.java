package dev.a3s.proxy.server;

import java.util.Locale;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
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
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/**
 * The kernel interface: on Linux io_uring, which does what one turn of the loop asks for in one system call, or epoll where
 * the kernel is older than 6.0 (multishot receive, io_uring_prep_recv_multishot(3), is the sign) or forbids it; kqueue on macOS (which was not run). NIO where no native library may be loaded without a
 * warning on stderr.
 *
 * @param name for logs
 */
record Transport(String name, IoHandlerFactory handlers, Class<? extends ServerSocketChannel> server,
        Class<? extends SocketChannel> client) {
    /** A system property that names the one to use, if this machine has it. */
    private static final String PROPERTY = "dev.a3s.proxy.transport";

    /** The best one for this machine. The JVM warns of native code unless it runs with {@code --enable-native-access}. */
    static Transport best() {
        boolean silent = Channel.class.getModule().isNativeAccessEnabled();
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean linux = silent && system.contains("linux");
        if (linux && isWanted("io_uring") && IoUring.isAvailable() && IoUring.isRecvMultishotEnabled()) {
            return new Transport("io_uring", IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class,
                    IoUringSocketChannel.class);
        }
        if (linux && isWanted("epoll") && Epoll.isAvailable()) {
            return new Transport("epoll", SteadyEpoll.newFactory(), EpollServerSocketChannel.class,
                    EpollSocketChannel.class);
        }
        if (silent && system.contains("mac") && isWanted("kqueue") && KQueue.isAvailable()) {
            return new Transport("kqueue", KQueueIoHandler.newFactory(), KQueueServerSocketChannel.class,
                    KQueueSocketChannel.class);
        }
        return nio();
    }

    private static boolean isWanted(String name) {
        return System.getProperty(PROPERTY, name).equals(name);
    }

    static Transport nio() {
        return new Transport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
    }
}
