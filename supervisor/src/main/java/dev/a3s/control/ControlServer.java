package dev.a3s.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.InvalidA3sfile;
import dev.a3s.json.Json;
import dev.a3s.session.Ingress;
import dev.a3s.session.InitFailed;
import dev.a3s.session.NotRunning;
import dev.a3s.session.SeveralSessions;
import dev.a3s.session.UnknownService;

/**
 * The daemon's side of the control socket: a virtual thread for each connection, which reads one request and answers
 * it. A caller that hangs up ends the answer, not what it asked for.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final ServerSocketChannel listener;
    private final RuntimeDir home;
    private final SessionDesk sessions;
    private final HttpDesk http;
    private final LogDesk logs;
    private final Supplier<Reply.Daemon> daemon;
    private final DaemonEnd end;

    /** How the daemon is told to end. */
    public interface DaemonEnd {
        /** Ends it soon, after ending every session unless {@code keepServices}; returns when the sessions are dealt with. */
        void end(boolean keepServices) throws InterruptedException;
    }

    private ControlServer(ServerSocketChannel listener, RuntimeDir home, SessionDesk sessions, LogDesk logs,
            HttpDesk http, Supplier<Reply.Daemon> daemon, DaemonEnd end) {
        this.listener = listener;
        this.home = home;
        this.sessions = sessions;
        this.logs = logs;
        this.http = http;
        this.daemon = daemon;
        this.end = end;
    }

    /**
     * Listens from now on. The caller holds the instance lock, so that a socket file found there is a dead daemon's.
     *
     * @throws IOException if the socket cannot be bound
     */
    public static ControlServer start(RuntimeDir home, SessionDesk sessions, LogDesk logs, HttpDesk http,
            Supplier<Reply.Daemon> daemon, DaemonEnd end) throws IOException {
        Files.deleteIfExists(home.socket());
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(home.socket()));
        Files.setPosixFilePermissions(home.socket(), PosixFilePermissions.fromString("rw-------"));
        var server = new ControlServer(listener, home, sessions, logs, http, daemon, end);
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
            caller.send(new Reply.Done(answer(request, caller)));
        } catch (Json.Malformed e) {
            LOG.warn("control socket: {}", e.getMessage());
        } catch (IOException e) {
            LOG.debug("the caller hung up", e);
        } catch (InterruptedException | RuntimeException e) {
            LOG.error("a request failed", e);
        }
    }

    private int answer(Request request, ReplySink replies) throws IOException, InterruptedException {
        try {
            return switch (request) {
                case Request.DaemonStatus _ -> {
                    replies.send(daemon.get());
                    yield 0;
                }
                case Request.DaemonStop(boolean keepServices) -> {
                    end.end(keepServices);
                    yield 0;
                }
                case Request.Up up -> sessions.up(up, replies);
                case Request.Down down -> sessions.down(down, replies);
                case Request.Kill kill -> sessions.kill(kill);
                case Request.Restart restart -> sessions.restart(restart, replies);
                case Request.FreePort(int port) -> sessions.freePort(port, replies);
                case Request.Status status -> sessions.status(status, replies);
                case Request.Why why -> sessions.why(why, replies);
                case Request.Attach attach -> sessions.attach(attach, replies);
                case Request.EnvironmentOf environment -> sessions.environment(environment, replies);
                case Request.Http asked -> http.http(asked, replies);
                case Request.Logs asked -> logs.logs(asked, replies);
            };
        } catch (UserError e) {
            return refuse(e, replies);
        } catch (InvalidA3sfile e) {
            replies.send(new Reply.Problems(e.problems()));
            return 2;
        } catch (NotRunning e) {
            return refuse(UserError.failed(e.getMessage()), replies);
        } catch (UnknownService | SeveralSessions e) {
            return refuse(UserError.wrong(e.getMessage()), replies);
        } catch (InitFailed e) {
            return refuse(UserError.failed(e.withItsLines()), replies);
        } catch (Ingress.PortHeld e) {
            return refuse(UserError.failed(e.getMessage()), replies);
        } catch (OutOfMemoryError e) { // of a huge line of a log, say; what it took is free again by now
            LOG.error("request {}", request.getClass().getSimpleName(), e);
            replies.send(new Reply.Failed("that is too much for the daemon's memory; ask for less"));
            return 1;
        } catch (RuntimeException e) {
            LOG.error("request {}", request.getClass().getSimpleName(), e);
            replies.send(new Reply.Failed("internal error: " + e + "; more in " + home.daemonLog()));
            return 1;
        }
    }

    private static int refuse(UserError why, ReplySink replies) throws IOException {
        replies.send(new Reply.Failed(why.getMessage()));
        return why.exit();
    }

    /** Listens no longer; requests in progress go on. */
    @Override
    public void close() throws IOException {
        listener.close();
        Files.deleteIfExists(home.socket());
    }
}
