package dev.a3s.proxy.http1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import dev.a3s.proxy.Localhost;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.message.Ascii;

/**
 * Finds out what an upstream on this machine speaks that has ended connections without an answer to HTTP: most servers that expect
 * TLS do so, and some databases. It is greeted in those protocols, once in a few seconds at most, and only after it has failed a
 * request. Any thread may call; the call blocks for about a second at most.
 */
final class SilentUpstreams {
    private static final int CONNECT_MILLIS = 200;
    private static final int ANSWER_MILLIS = 200;
    private static final long FRESH_NANOS = 5_000_000_000L;
    private static final int MAX_KEPT = 256;
    /** SSLRequest of PostgreSQL's protocol, which answers with one letter. */
    private static final byte[] POSTGRES_HELLO = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};

    private record Finding(long at, Optional<SpokenProtocol> spoken) {}

    private final Map<Upstream, Finding> findings = new ConcurrentHashMap<>();

    /** What {@code upstream} speaks in place of HTTP; empty if that does not show. */
    Optional<SpokenProtocol> look(Upstream upstream) {
        if (!upstream.isLoopback()) {
            return Optional.empty();
        }
        if (findings.size() > MAX_KEPT) {
            findings.clear();
        }
        return findings
                .compute(upstream, (_, last) -> last != null && System.nanoTime() - last.at() < FRESH_NANOS ? last
                        : new Finding(System.nanoTime(), ask(upstream.port())))
                .spoken();
    }

    private static Optional<SpokenProtocol> ask(int port) {
        for (var address : Localhost.BOTH) {
            try {
                var hello = SpokenProtocol.of(answer(address, port, tlsHello()));
                if (hello.isPresent()) {
                    return hello;
                }
                var pong = Ascii.bytes("PING\r\n");
                var redis = answer(address, port, pong);
                if (redis.length > 0 && (redis[0] == '+' || redis[0] == '-')) {
                    return Optional.of(SpokenProtocol.REDIS);
                }
                var postgres = answer(address, port, POSTGRES_HELLO);
                return postgres.length == 1 && (postgres[0] == 'S' || postgres[0] == 'N')
                        ? Optional.of(SpokenProtocol.POSTGRES)
                        : Optional.empty();
            } catch (IOException _) {
                // It may listen on the other address.
            }
        }
        return Optional.empty();
    }

    /**
     * The first bytes that come in answer to {@code greeting}; none if it stays silent.
     *
     * @throws IOException if there is no connection to be had
     */
    private static byte[] answer(InetAddress address, int port, byte[] greeting) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            try {
                socket.getOutputStream().write(greeting);
                var first = new byte[64];
                int count = Math.max(0, socket.getInputStream().read(first));
                return Arrays.copyOf(first, count);
            } catch (IOException silent) {
                return new byte[0];
            }
        }
    }

    private static byte[] tlsHello() throws IOException {
        try {
            var engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            var bytes = new byte[hello.flip().remaining()];
            hello.get(bytes);
            return bytes;
        } catch (GeneralSecurityException e) {
            throw new SSLException("this JVM has no TLS", e);
        }
    }
}
