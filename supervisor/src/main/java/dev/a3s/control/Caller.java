package dev.a3s.control;

import java.io.IOException;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.Problem;
import dev.a3s.operations.ExchangeListener;
import dev.a3s.operations.OperationListener;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.protocol.SessionRow;
import dev.a3s.protocol.Wire;
import dev.a3s.status.Notice;

/**
 * The command at the other end of a connection: what an operation reports becomes a reply. A separate thread notices that the
 * command has hung up; from then on sending and {@link #checkPresence} throw an IOException. No thread is interrupted for it,
 * since an interrupt would close the files that the thread is using.
 */
final class Caller implements OperationListener, ExchangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

    private final Wire wire;
    private volatile boolean gone;

    Caller(Wire wire) {
        this.wire = wire;
        Thread.ofVirtual().name("hangup").start(this::awaitHangup);
    }

    private void awaitHangup() {
        try {
            wire.awaitHangup();
        } catch (IOException e) {
            LOG.trace("closed by this side", e);
        } finally {
            gone = true;
        }
    }

    /**
     * Sends a reply; blocks while the command is slow.
     *
     * @throws IOException if the command has hung up
     */
    void send(Reply reply) throws IOException {
        checkPresence();
        wire.send(reply, Reply.class);
    }

    @Override
    public void checkPresence() throws IOException {
        if (gone) {
            throw new IOException("the caller hung up");
        }
    }

    @Override
    public void warnings(List<Problem> warnings) throws IOException {
        send(new Reply.Problems(warnings));
    }

    @Override
    public void opened(String session, boolean created, List<String> targets, List<Notice> notices)
            throws IOException {
        send(new Reply.Opened(session, created, targets, notices));
    }

    @Override
    public void notice(Notice notice) throws IOException {
        send(new Reply.News(notice));
    }

    @Override
    public void stopping(List<SessionRow> sessions) throws IOException {
        send(new Reply.Sessions(sessions));
    }

    @Override
    public void moved(ServiceRow service) throws IOException {
        send(new Reply.Moved(service));
    }

    @Override
    public void settled(SessionRow session) throws IOException {
        send(new Reply.Settled(session));
    }

    @Override
    public void names(List<String> names) throws IOException {
        send(new Reply.Services(names));
    }

    @Override
    public void exchange(Reply.AccessLogEntry exchange) throws IOException {
        send(exchange);
    }
}
