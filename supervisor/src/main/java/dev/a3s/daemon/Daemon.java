package dev.a3s.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.control.ControlServer;
import dev.a3s.control.RequestHandler;
import dev.a3s.control.StatusBoard;
import dev.a3s.operations.AccessLogOperations;
import dev.a3s.operations.LogOperations;
import dev.a3s.operations.PortOperations;
import dev.a3s.operations.Samples;
import dev.a3s.operations.SessionOperations;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.RuntimeDir;
import dev.a3s.session.SessionFeed;
import dev.a3s.session.Sessions;
import dev.a3s.status.NotStopped;
import dev.a3s.status.Notice;
import dev.a3s.status.Reason;

/** The parts of a running daemon: sessions, the proxy's routes, and the socket that commands connect to. */
final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    /** Without a session for this long, the daemon ends by itself. */
    private static final Duration IDLE = Duration.ofMinutes(10);
    /** How often the daemon looks whether its home is still its own. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /** Whether the daemon runs on without a session, because systemd or launchd, which keeps it, would start it again. */
    private static final boolean STAYS = Boolean.parseBoolean(System.getenv("A3S_STAY"));
    /** Time for the last reply to reach the command that ended the daemon. */
    private static final Duration LAST_WORD = Duration.ofMillis(200);

    private final RuntimeDir home;
    private final DaemonInfo self = DaemonInfo.ofThisProcess();
    private final RouteUpdater routes = new RouteUpdater();
    private final StatusBoard board;
    private final Sessions sessions;
    private final List<Notice> takeover;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final ControlServer control;

    private Daemon(RuntimeDir home) throws IOException {
        this.home = home;
        this.board = new StatusBoard(home);
        this.sessions = new Sessions(home.sessions(), routes, new SessionFeed(board, routes));
        this.takeover = sessions.takeOver();
        var samples = new Samples(sessions);
        var ports = new PortOperations(home, sessions);
        this.control = ControlServer.start(home,
                new RequestHandler(new SessionOperations(sessions, samples, ports), ports, new LogOperations(sessions),
                        new AccessLogOperations(sessions, routes.accessLogs()), this::describe, this::end,
                        home.daemonLog()));
        self.write(home);
        board.begin(sessions, samples);
        LOG.info("a3s {} pid {} serves {}", DaemonInfo.VERSION, self.pid(), home.path());
    }

    /** Takes over what an earlier daemon left and answers commands from now on. */
    static Daemon start(RuntimeDir home) throws IOException {
        return new Daemon(home);
    }

    private Reply.Daemon describe() {
        return new Reply.Daemon(self.pid(), DaemonInfo.VERSION, self.since(), home.path(), routes.listeners(),
                sessions.all().size(), takeover);
    }

    private List<NotStopped> end(boolean keepServices) throws InterruptedException {
        var left = new ArrayList<NotStopped>();
        if (!keepServices) {
            for (var session : sessions.all().reversed()) {
                left.addAll(sessions.end(session, Reason.Event.DAEMON_STOP));
            }
        }
        sessions.leave();
        ending.countDown();
        return left;
    }

    /**
     * Returns when a command has ended the daemon, or there was no session for {@link #IDLE}, or its home is not its own any
     * more: removed, moved, or another daemon's. No command could reach it then; services go on, and the next daemon finds them.
     */
    void awaitEnd(InstanceLock lock) throws InterruptedException, IOException {
        long lastUse = System.nanoTime();
        while (!ending.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!lock.isHeldAt(home.lock()) || !control.isReachable()) {
                LOG.error("{} was removed or moved; services go on for the next daemon", home.path());
                sessions.leave();
                break;
            }
            if (STAYS || !sessions.all().isEmpty()) {
                lastUse = System.nanoTime();
            }
            if (System.nanoTime() - lastUse > IDLE.toNanos()) {
                break;
            }
        }
        control.close();
        board.close();
        Thread.sleep(LAST_WORD);
        routes.close();
        LOG.info("the daemon ends");
    }
}
