package dev.a3s.proxy.http1;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.Target;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PoolTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 1\r\n\r\nx";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture().with(settings -> settings.withEventLoops(1));

    /** Answers one request on each connection, and ends it when the second one comes. */
    private RecordingUpstream endingAtTheSecond(AtomicInteger ended) {
        return RecordingUpstream.start((_, wire) -> {
            wire.send(OK);
            if (!wire.readHead().isEmpty()) {
                ended.incrementAndGet();
            }
            wire.close();
        });
    }

    @Test
    void aStaleConnectionIsRetriedOnceWhereThatIsSafe() {
        var ended = new AtomicInteger();
        proxy.web(endingAtTheSecond(ended));
        var client = proxy.client();
        client.send(GET).read();
        assertThat(client.send(GET).read().body()).isEqualTo("ok");
        assertThat(ended).hasValue(1);
    }

    @Test
    void aRequestThatMayHaveTakenEffectIsNotSentAgain() {
        var ended = new AtomicInteger();
        var upstream = proxy.web(endingAtTheSecond(ended));
        var client = proxy.client();
        client.send(GET).read();
        assertThat(client.send(POST).read().status()).isEqualTo(502);
        assertThat(ended).hasValue(1);
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void anUnsafeRequestTakesNoConnectionThatIdledForLong() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        client.send(GET).read();
        proxy.setAhead(Duration.ofMillis(1100));
        client.send(POST).read();
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatSpeaksUnaskedIsNotUsedAgain() {
        var upstream = proxy.web(RecordingUpstream.answering(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
        var client = proxy.client();
        for (int i = 0; i < 3; i++) {
            assertThat(client.send(GET).read().body()).isEqualTo("ok");
        }
        assertThat(upstream.connections()).isEqualTo(3);
    }

    @Test
    void anUpstreamsCloseIsHeeded() {
        var upstream = proxy.web(
                RecordingUpstream.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        var client = proxy.client();
        client.send(GET).read();
        client.send(GET).read();
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @Test
    void aBodyOfLengthZeroIsNoneAndItsConnectionIsKept() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        for (int i = 0; i < 3; i++) {
            client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 0\r\n\r\n").read();
        }
        assertThat(upstream.connections()).isEqualTo(1);
        assertThat(upstream.requests()).hasSize(3).allMatch(request -> request.field("content-length").equals("0"));
    }

    @Test
    void noMoreThan32ConnectionsIdle() {
        var gate = new java.util.concurrent.CountDownLatch(50);
        var upstream = proxy.web(RecordingUpstream.start((_, wire) -> {
            gate.countDown();
            gate.await();
            wire.send(OK);
        }));
        var clients = new java.util.ArrayList<RawClient>();
        for (int i = 0; i < 50; i++) {
            clients.add(proxy.client().send(GET));
        }
        clients.forEach(client -> assertThat(client.read().status()).isEqualTo(200));
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isEqualTo(32));
    }

    @Test
    void idleConnectionsEndWithTheirTime() {
        proxy.with(settings -> settings.withIdleTime(Duration.ofMillis(200)));
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        client.send(GET).read();
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isZero());
        assertThat(client.readAll()).isEmpty();
    }

    @Test
    void connectionsEndWhenNoRouteLeadsThereAnyMore() {
        var upstream = proxy.web(RecordingUpstream.ok());
        proxy.client().send(GET).read();
        assertThat(upstream.openConnections()).isEqualTo(1);
        proxy.routes().replace(List.of(ProxyFixture.route("web", new Target.Hold(() -> {}))));
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isZero());
    }

    @Test
    void replacingRoutesLeavesOtherConnectionsAlone() {
        var api = proxy.closing(RecordingUpstream.ok());
        var web = proxy.closing(RecordingUpstream.ok());
        var keep = ProxyFixture.route("api", ProxyFixture.forward(api.port()));
        proxy.routes().replace(List.of(keep, ProxyFixture.route("web", ProxyFixture.forward(web.port()))));
        var client = proxy.client();
        client.send("GET / HTTP/1.1\r\nHost: api.localhost\r\n\r\n").read();
        proxy.routes().replace(List.of(keep));
        client.send("GET / HTTP/1.1\r\nHost: api.localhost\r\n\r\n").read();
        assertThat(api.connections()).isEqualTo(1);
    }
}
