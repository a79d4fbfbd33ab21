package dev.a3s.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.InvalidA3sfile;
import dev.a3s.operations.AccessLogOperations;
import dev.a3s.operations.LogOperations;
import dev.a3s.operations.OperationRefused;
import dev.a3s.operations.PortOperations;
import dev.a3s.operations.SessionOperations;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.Ingress;
import dev.a3s.session.InitFailed;
import dev.a3s.session.LeftBehind;
import dev.a3s.session.NotRunning;
import dev.a3s.session.SeveralSessions;
import dev.a3s.session.UnknownService;
import dev.a3s.status.NotStopped;

/**
 * Has the operations carry out a request, and turns what they return and throw into replies and the command's exit code. Its
 * methods run on the connection's thread.
 */
public final class RequestHandler {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final SessionOperations sessions;
    private final PortOperations ports;
    private final LogOperations logs;
    private final AccessLogOperations accessLogs;
    private final Supplier<Reply.Daemon> daemon;
    private final DaemonEnd end;
    private final Path daemonLog;

    /** Ends the daemon. */
    public interface DaemonEnd {
        /**
         * Ends every session, or with {@code keepServices} lets go of them, and returns; the daemon ends soon after.
         *
         * @return the services that could not be stopped
         */
        List<NotStopped> end(boolean keepServices) throws InterruptedException;
    }

    /**
     * @param daemon    describes the daemon
     * @param daemonLog the file that an unexpected failure is logged to
     */
    public RequestHandler(SessionOperations sessions, PortOperations ports, LogOperations logs,
            AccessLogOperations accessLogs, Supplier<Reply.Daemon> daemon, DaemonEnd end, Path daemonLog) {
        this.sessions = sessions;
        this.ports = ports;
        this.logs = logs;
        this.accessLogs = accessLogs;
        this.daemon = daemon;
        this.end = end;
        this.daemonLog = daemonLog;
    }

    /** Returns the exit code that the command ends with. */
    int answer(Request request, Caller caller) throws IOException, InterruptedException {
        try {
            return carryOut(request, caller);
        } catch (InvalidA3sfile e) {
            caller.send(new Reply.Problems(e.problems()));
            return WRONG;
        } catch (OperationRefused e) {
            return refuse(e.getMessage(), e.isMistaken() ? WRONG : FAILED, caller);
        } catch (UnknownService | SeveralSessions e) {
            return refuse(e.getMessage(), WRONG, caller);
        } catch (InitFailed e) {
            return refuse(e.withItsLines(), FAILED, caller);
        } catch (NotRunning | Ingress.PortHeld | LeftBehind e) {
            return refuse(e.getMessage(), FAILED, caller);
        } catch (OutOfMemoryError e) { // of a huge line of a log, say; its memory is free again by now
            LOG.error("request {}", request.getClass().getSimpleName(), e);
            return refuse("that is too much for the daemon's memory; ask for less", FAILED, caller);
        } catch (RuntimeException e) {
            LOG.error("request {}", request.getClass().getSimpleName(), e);
            return refuse("internal error: " + e + "; more in " + daemonLog, FAILED, caller);
        }
    }

    private static int refuse(String message, int exit, Caller caller) throws IOException {
        caller.send(new Reply.Failed(message));
        return exit;
    }

    private int carryOut(Request request, Caller caller) throws IOException, InterruptedException {
        return switch (request) {
            case Request.Up up -> sessions.up(up, caller) ? DONE : FAILED;
            case Request.Restart restart -> restart(restart, caller);
            case Request.Down down -> down(down, caller);
            case Request.Kill(var selector) -> {
                sessions.kill(selector);
                yield DONE;
            }
            case Request.Wait wait -> sessions.awaitReady(wait, caller) ? DONE : FAILED;
            case Request.Signal(var selector, var signal) -> sessions.signal(selector, signal) ? DONE : FAILED;
            case Request.Status(var selector) -> {
                var look = sessions.status(selector);
                caller.send(new Reply.Sessions(look.sessions()));
                yield look.ready() ? DONE : FAILED;
            }
            case Request.Why(var selector, var service) -> {
                caller.send(new Reply.Why(sessions.why(selector, service)));
                yield DONE;
            }
            case Request.Attach(var selector, var service) -> {
                var terminal = sessions.terminal(selector, service);
                caller.send(new Reply.Terminal(terminal.input(), terminal.output(), terminal.pid()));
                yield DONE;
            }
            case Request.EnvironmentOf asked -> {
                var context = sessions.execContext(asked);
                caller.send(new Reply.Environment(context.environment(), context.dir()));
                yield DONE;
            }
            case Request.FreePort(int port) -> {
                ports.free(port, caller::noticeUnlessGone);
                yield DONE;
            }
            case Request.Logs asked -> {
                logs.read(asked, new LineSender(caller));
                yield DONE;
            }
            case Request.Http asked -> {
                accessLogs.read(asked, caller);
                yield DONE;
            }
            case Request.DaemonStatus _ -> {
                caller.send(daemon.get());
                yield DONE;
            }
            case Request.DaemonStop(boolean keepServices) -> report(end.end(keepServices), caller);
        };
    }

    private int restart(Request.Restart request, Caller caller) throws IOException, InterruptedException {
        var restarted = sessions.restart(request, caller);
        for (var notice : restarted.notices().entrySet()) {
            caller.send(new Reply.Failed(notice.getKey() + ": " + notice.getValue().words()));
        }
        return restarted.ready() && restarted.notices().isEmpty() ? DONE : FAILED;
    }

    private int down(Request.Down request, Caller caller) throws IOException, InterruptedException {
        return report(sessions.down(request, caller), caller);
    }

    private static int report(List<NotStopped> left, Caller caller) throws IOException {
        for (var service : left) {
            caller.send(new Reply.Failed(service.words()));
        }
        return left.isEmpty() ? DONE : FAILED;
    }
}
