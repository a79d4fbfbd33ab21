package dev.a3s.proxy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TrafficTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbody";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: Upgrade\r\nUpgrade: odd/7\r\n\r\n";
    private static final String SWITCH = "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: odd/7\r\n\r\n";
    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream; charset=utf-8\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture().with(settings -> settings.withEventLoops(3));
    private final Traffic traffic = new Traffic();

    private void web(RecordingUpstream upstream) {
        web(ProxyFixture.forward(proxy.closing(upstream).port(), traffic));
    }

    private void web(Target target) {
        proxy.routes().replace(List.of(ProxyFixture.route("web", target)));
    }

    private void awaitUnused() {
        await("nobody uses it").until(() -> traffic.unusedSince().isPresent());
        assertThat(traffic.inFlight()).isZero();
    }

    @Test
    void anExchangeIsInFlightUntilItsAnswerIsOut() {
        var gate = new CountDownLatch(1);
        web(RecordingUpstream.start((_, wire) -> {
            gate.await();
            wire.send(OK);
        }));
        var client = proxy.client().send(GET);
        await().until(() -> traffic.inFlight() == 1);
        assertThat(traffic.unusedSince()).isEmpty();
        var before = Instant.now();
        gate.countDown();
        assertThat(client.read().status()).isEqualTo(200);
        awaitUnused();
        assertThat(traffic.unusedSince().orElseThrow()).isAfterOrEqualTo(before.minusMillis(1));
    }

    @Test
    void anUpgradedConnectionIsInUseUntilItEnds() {
        web(RecordingUpstream.start((_, wire) -> {
            wire.send(SWITCH);
            wire.in().transferTo(wire.out());
        }));
        var client = proxy.client().send(UPGRADE);
        client.readHead();
        assertThat(traffic.inFlight()).isOne();
        assertThat(traffic.unusedSince()).isEmpty();
        client.close();
        awaitUnused();
    }

    @Test
    void anEventStreamIsInUseUntilItEnds() {
        web(RecordingUpstream.start((_, wire) -> {
            wire.send(EVENTS + "data: 1\n\n");
            wire.in().read();
        }));
        var client = proxy.client().send(GET);
        client.readHead();
        assertThat(traffic.inFlight()).isOne();
        client.close();
        awaitUnused();
    }

    @Test
    void aRequestThatWaitsIsNotInFlight() throws Exception {
        var held = new AtomicInteger();
        int port;
        try (var gone = RecordingUpstream.ok()) {
            port = gone.port();
        }
        web(ProxyFixture.forward(port, traffic));
        var client = proxy.client().send(POST);
        web(new Target.Hold(held::incrementAndGet));
        await("it waits").until(() -> held.get() > 0);
        awaitUnused();
        web(RecordingUpstream.ok());
        assertThat(client.read().status()).isEqualTo(200);
        awaitUnused();
    }

    @Test
    void whatBreaksOffIsNotInFlightEither() {
        web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
            wire.close();
        }));
        proxy.client().send(GET).close();
        assertThat(proxy.client().send(GET).readAll()).contains("ab");
        awaitUnused();
        web(RecordingUpstream.answering("nonsense\r\n\r\n"));
        assertThat(proxy.client().send(GET).read().status()).isEqualTo(502);
        assertThat(proxy.client().send(POST).read().status()).isEqualTo(502);
        awaitUnused();
    }
}
