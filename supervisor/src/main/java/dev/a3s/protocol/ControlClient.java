package dev.a3s.protocol;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;

/** The command's side of the control socket. */
public final class ControlClient {
    private final RuntimeDir home;

    public ControlClient(RuntimeDir home) {
        this.home = home;
    }

    /** The connection broke before the daemon's last reply. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interrupted(Throwable cause) {
            super("the daemon hung up", cause);
        }
    }

    /**
     * Whether a daemon answers.
     *
     * @throws RuntimeDir.Unusable if somebody else could be answering
     */
    public boolean reachable() {
        var channel = connect();
        if (channel.isEmpty()) {
            return false;
        }
        try (var connected = channel.get()) {
            return connected.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A connection to a daemon of this user; empty if nobody listens. */
    private Optional<SocketChannel> connect() {
        home.requireOwn();
        try {
            var channel = SocketChannel.open(UnixDomainSocketAddress.of(home.socket()));
            Peer.requireOwner(channel, home);
            return Optional.of(channel);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends a request and passes every reply but the last to {@code replies}.
     *
     * @return the exit code of the last reply; empty if no daemon answers
     * @throws Interrupted         if the connection breaks before the last reply
     * @throws RuntimeDir.Unusable if somebody else could be answering; nothing was sent
     */
    public Optional<Integer> ask(Request request, Consumer<Reply> replies) {
        var channel = connect();
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        try (var wire = new Wire(channel.get())) {
            wire.send(request, Request.class);
            while (true) {
                var reply = wire.reply().orElseThrow(() -> new Interrupted(null));
                if (reply instanceof Reply.Done(int exit)) {
                    return Optional.of(exit);
                }
                replies.accept(reply);
            }
        } catch (IOException e) {
            throw new Interrupted(e);
        }
    }
}
