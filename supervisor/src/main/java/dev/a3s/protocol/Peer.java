package dev.a3s.protocol;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;

import jdk.net.ExtendedSocketOptions;

/** Who listens at the other end of a Unix socket (unix(7), SO_PEERCRED). */
final class Peer {
    private static final String CREDENTIALS = "SO_PEERCRED";

    private Peer() {}

    /**
     * Checks that the listener runs as the user that the home belongs to. Does nothing where the JDK cannot say.
     *
     * @throws RuntimeDir.Unusable if it does not; the channel is closed then
     */
    static void requireOwner(SocketChannel channel, RuntimeDir home) throws IOException {
        if (channel.supportedOptions().stream().noneMatch(option -> option.name().equals(CREDENTIALS))) {
            return;
        }
        var listener = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        var owner = Files.getOwner(home.path()).getName();
        if (!listener.equals(owner)) {
            channel.close();
            throw new RuntimeDir.Unusable(
                    home.socket() + " is answered by a process of " + listener + ", not of " + owner
                            + "; end it, or set A3S_HOME to another directory",
                    null);
        }
    }
}
