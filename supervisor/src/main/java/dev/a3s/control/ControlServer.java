package dev.a3s.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.json.Json;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.RuntimeDir;
import dev.a3s.protocol.Wire;

/**
 * The daemon's side of the control socket: a virtual thread for each connection, which reads one request and answers
 * it. When a caller hangs up the answer ends, but the operation goes on.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final ServerSocketChannel listener;
    private final RuntimeDir home;
    private final RequestHandler handler;
    /** Tells the socket's file from another of the same name. */
    private final Optional<Object> key;

    private ControlServer(ServerSocketChannel listener, RuntimeDir home, RequestHandler handler) {
        this.listener = listener;
        this.home = home;
        this.handler = handler;
        this.key = key(home);
    }

    /**
     * Listens from now on. The caller must hold the instance lock, so that a socket file that is there is a dead daemon's.
     *
     * @throws IOException if the socket cannot be bound
     */
    public static ControlServer start(RuntimeDir home, RequestHandler handler) throws IOException {
        Files.deleteIfExists(home.socket());
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(home.socket()));
        Files.setPosixFilePermissions(home.socket(), PosixFilePermissions.fromString("rw-------"));
        var server = new ControlServer(listener, home, handler);
        Thread.ofVirtual().name("control").start(server::accept);
        return server;
    }

    private void accept() {
        while (true) {
            try {
                var channel = listener.accept();
                Thread.ofVirtual().name("request").start(() -> serve(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.error("a command could not be heard", e); // too many open files, for instance: that may pass
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (var wire = new Wire(channel)) {
            var request = wire.receive(Request.class).orElse(null);
            if (request == null) {
                return;
            }
            LOG.debug("request {}", request.getClass().getSimpleName());
            var caller = new Caller(wire);
            caller.send(new Reply.Done(handler.answer(request, caller)));
        } catch (Json.Malformed e) {
            LOG.warn("control socket: {}", e.getMessage());
        } catch (IOException e) {
            LOG.debug("the caller hung up", e);
        } catch (InterruptedException | RuntimeException e) {
            LOG.error("a request failed", e);
        }
    }

    /** Whether commands still find the socket: its file was not removed or replaced. */
    public boolean isReachable() {
        return key(home).equals(key);
    }

    private static Optional<Object> key(RuntimeDir home) {
        try {
            return Optional.ofNullable(Files.readAttributes(home.socket(), BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Stops listening; requests in progress go on. The socket of another daemon in the same place stays. */
    @Override
    public void close() throws IOException {
        boolean ours = isReachable();
        listener.close();
        if (ours) {
            Files.deleteIfExists(home.socket());
        }
    }
}
