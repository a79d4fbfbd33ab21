package dev.a3s.proxy.http1;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class TunnelTest {
    private static final String UPGRADE = "GET /socket HTTP/1.1\r\nHost: web.localhost\r\nConnection: keep-alive, Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String SWITCH = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    private static RecordingUpstream echo() {
        return RecordingUpstream.start((_, wire) -> {
            wire.send(SWITCH);
            wire.in().transferTo(wire.out());
            wire.socket().shutdownOutput();
            wire.in().read();
        });
    }

    @Test
    void framesPassUntouchedBothWays() throws Exception {
        var upstream = proxy.web(echo());
        var client = proxy.client().send(UPGRADE);
        var head = client.readHead();
        assertThat(head).startsWith("HTTP/1.1 101 ");
        assertThat(RawClient.fieldOf(head, "upgrade")).isEqualTo("websocket");
        assertThat(RawClient.fieldOf(head, "connection")).isEqualTo("Upgrade");
        assertThat(RawClient.fieldOf(head, "sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(upstream.only().field("connection")).isEqualTo("Upgrade");
        assertThat(upstream.only().field("upgrade")).isEqualTo("websocket");
        var frame = "\u0081\u0085\u0000\r\n\r\nHELLO\u00ff";
        for (int i = 0; i < 100; i++) {
            assertThat(client.send(frame).readText(frame.length())).isEqualTo(frame);
        }
        assertThat(client.shutdownOutput().readAll()).isEmpty();
        client.close();
        await().untilAsserted(() -> assertThat(proxy.exchanges()).singleElement().satisfies(exchange -> {
            assertThat(exchange.status()).isEqualTo(101);
            assertThat(exchange.requestBytes()).isEqualTo(100L * frame.length());
            assertThat(exchange.responseBytes()).isEqualTo(100L * frame.length());
        }));
    }

    @Test
    void subprotocolExtensionsAndCloseCodesAreTheEndsOwnAffair() {
        var protocol = "Sec-WebSocket-Protocol: chat.v2, x-odd\r\n";
        var extensions = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-own;a=\"b\"\r\n";
        var closing = "\u0088\u0085\u0001\u0002\u0003\u0004\u000e\u00a3bye"; // code 4001, masked
        var closed = "\u0088\u0002\u000f\u00a2"; // code 4002
        var upstream = proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send(SWITCH.replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: chat.v2\r\n" + extensions + "\r\n"));
            var frame = new String(wire.in().readNBytes(closing.length()),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
            wire.send(frame.equals(closing) ? closed : "another frame: " + frame);
            wire.close();
        }));
        var client = proxy.client().send(UPGRADE.replace("\r\n\r\n", "\r\n" + protocol + extensions + "\r\n"));
        assertThat(client.readHead()).contains(extensions, "Sec-WebSocket-Protocol: chat.v2\r\n");
        assertThat(upstream.only().head()).contains(protocol, extensions);
        assertThat(client.send(closing).readAll()).isEqualTo(closed);
    }

    @Test
    void bytesBehindEitherHeadAreNotLost() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send(SWITCH + "first");
            wire.in().transferTo(wire.out());
        }));
        var client = proxy.client().send(UPGRADE + "ahead");
        client.readHead();
        assertThat(client.readText(10)).isEqualTo("firstahead");
    }

    @Test
    void oneDirectionMayEndBeforeTheOther() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send(SWITCH);
            var all = new String(wire.in().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
            wire.send("got " + all);
        }));
        var client = proxy.client().send(UPGRADE);
        client.readHead();
        assertThat(client.send("everything").shutdownOutput().readAll()).isEqualTo("got everything");
    }

    @Test
    void anyProtocolMayBeAgreedOnButHttp2IsNot() {
        var upstream = proxy.web(RecordingUpstream.start((request, wire) -> {
            if (request.field("upgrade").isEmpty()) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            } else {
                wire.send("HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: " + request.field("upgrade") + "\r\n\r\n");
                wire.in().transferTo(wire.out());
            }
        }));
        var client = proxy.client()
                .send("POST / HTTP/1.1\r\nHost: web.localhost\r\nConnection: upgrade\r\nUpgrade: odd/7\r\n"
                        + "Content-Length: 4\r\n\r\nbody");
        assertThat(RawClient.fieldOf(client.readHead(), "upgrade")).isEqualTo("odd/7");
        assertThat(client.send("ping").readText(4)).isEqualTo("ping");
        assertThat(upstream.only().body()).isEqualTo("body");
        var modern = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")
                .read();
        assertThat(modern.status()).isEqualTo(200);
        assertThat(upstream.requests().getLast().field("http2-settings")).isEmpty();
    }

    @Test
    void anUpgradeMaySayThatItsBodyIsEmpty() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\nhello");
            wire.in().read();
        }));
        var client = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: Upgrade\r\nUpgrade: raw\r\nContent-Length: 0\r\n\r\n");
        assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
        assertThat(client.readText(5)).isEqualTo("hello");
    }

    @Test
    void anUpgradeThatIsDeclinedLeavesAnOrdinaryConnection() {
        proxy.web(RecordingUpstream.answering("HTTP/1.1 426 Upgrade Required\r\nConnection: Upgrade\r\nUpgrade: foo\r\n"
                + "Content-Length: 0\r\n\r\n"));
        var client = proxy.client();
        for (int i = 0; i < 2; i++) {
            var response = client.send(UPGRADE).read();
            assertThat(response.status()).isEqualTo(426);
            assertThat(response.field("upgrade")).isEqualTo("foo");
        }
    }

    @Test
    void aPeerThatDoesNotReadHoldsTheOtherBack() throws Exception {
        var sent = new AtomicLong();
        var goOn = new CountDownLatch(1);
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send(SWITCH);
            var block = new byte[64 * 1024];
            for (int i = 0; i < 1600; i++) {
                wire.out().write(block);
                sent.addAndGet(block.length);
            }
            wire.close();
        }));
        var client = proxy.client().send(UPGRADE);
        client.readHead();
        Thread.ofVirtual().start(() -> {
            long last;
            do {
                last = sent.get();
                sleep(300);
            } while (sent.get() != last);
            goOn.countDown();
        });
        assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.get()).as("what fits in socket buffers").isLessThan(60L * 1024 * 1024);
        assertThat(client.in().transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(1600L * 64 * 1024);
    }

    @Test
    void aTunnelSurvivesChangesOfRoutesAndTheIdleTime() throws Exception {
        proxy.with(settings -> settings.withEventLoops(1));
        proxy.web(echo());
        var client = proxy.client().send(UPGRADE);
        client.readHead();
        proxy.routes().replace(List.of());
        proxy.letPass(java.time.Duration.ofMinutes(3));
        assertThat(client.send("still here").readText(10)).isEqualTo("still here");
    }

    @Test
    void eitherSidesEndReachesTheOther() throws Exception {
        var upstream = proxy.web(echo());
        var client = proxy.client().send(UPGRADE);
        client.readHead();
        client.socket().setSoLinger(true, 0);
        client.close();
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isZero());
        var other = proxy.client().send(UPGRADE);
        other.readHead();
        upstream.close();
        assertThat(other.readAll()).isIn("", "[Connection reset]");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
