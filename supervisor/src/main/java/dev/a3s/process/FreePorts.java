package dev.a3s.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Hands out TCP ports that nobody listens on. They lie below the ports that the kernel gives to outgoing connections
 * (from 32768 on Linux, from 49152 on macOS), so that none is lost to one while a service restarts. No port is handed
 * out twice by one object. Safe for use by several threads.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int LAST_PORT = 65_535;
    private static final List<String> V4 = List.of("127.0.0.1", "0.0.0.0");
    private static final List<String> V6 = List.of("::1", "::");

    private final Set<Integer> handedOut = new HashSet<>();

    /**
     * A port that can be bound on 127.0.0.1 and ::1, and that was not handed out before.
     *
     * @param taken ports that are spoken for though nobody listens there yet
     * @throws IllegalStateException when none is left
     */
    public synchronized int pick(Set<Integer> taken) {
        int start = ThreadLocalRandom.current().nextInt(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + (start + i) % COUNT;
            if (!taken.contains(port) && !handedOut.contains(port) && bindable(port)) {
                handedOut.add(port);
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port between %d and %d; stop some services".formatted(FIRST, FIRST + COUNT - 1));
    }

    /**
     * Whether a server could listen on the port, whatever address it chooses: nobody listens on 127.0.0.1, ::1 or all
     * addresses. Connections of an earlier server that the kernel still remembers (TIME_WAIT, RFC 9293 §3.6.1) do not
     * count. Does not listen itself, so that nobody connects by mistake.
     */
    public static boolean bindable(int port) {
        return V4.stream().allMatch(address -> binds(StandardProtocolFamily.INET, address, port))
                && (!hasIpv6() || V6.stream().allMatch(address -> binds(StandardProtocolFamily.INET6, address, port)));
    }

    /** The first {@link #bindable} port that is not below {@code first}; empty if there is none up to 65535. */
    public static OptionalInt firstFrom(int first) {
        return IntStream.rangeClosed(first, LAST_PORT).filter(FreePorts::bindable).findFirst();
    }

    private static boolean hasIpv6() {
        return binds(StandardProtocolFamily.INET6, "::1", 0);
    }

    private static boolean binds(StandardProtocolFamily family, String address, int port) {
        try (var socket = SocketChannel.open(family)) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }
}
