package dev.a3s.control;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asked, and whether they still listen. That they hung up is noticed by a thread of its own and told to whoever
 * sends or checks; nobody is interrupted for it, since an interrupt would close the files that a thread is using.
 */
final class Caller implements ReplySink {
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

    @Override
    public void send(Reply reply) throws IOException {
        checkCaller();
        wire.send(reply, Reply.class);
    }

    @Override
    public void checkCaller() throws IOException {
        if (gone) {
            throw new IOException("the caller hung up");
        }
    }
}
