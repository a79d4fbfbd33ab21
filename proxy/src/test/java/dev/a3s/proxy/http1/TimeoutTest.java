package dev.a3s.proxy.http1;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How long a client may take, with the default settings: 30 s for a head, 2 min between requests and for a body that stands still. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class TimeoutTest {
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration NOT_SO_LONG = Duration.ofSeconds(100);

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture().with(settings -> settings.withEventLoops(1));

    @Test
    void aHeadThatTricklesInIsGivenUp() {
        proxy.web(RecordingUpstream.ok());
        var client = proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\n");
        var lines = new AtomicInteger();
        await("given up").pollInterval(Duration.ofMillis(20)).until(() -> {
            proxy.setAhead(Duration.ofMillis(500));
            return !takesLine(client, "X-" + lines.incrementAndGet() + ": y\r\n");
        });
        assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
        assertThat(Duration.ofMillis(500L * lines.get())).isLessThan(IDLE);
    }

    private static boolean takesLine(RawClient client, String line) throws java.io.IOException {
        try {
            client.send(line);
            return client.in().available() == 0;
        } catch (java.io.UncheckedIOException givenUp) {
            return false;
        }
    }

    @Test
    void aConnectionThatAsksNothingEnds() {
        proxy.web(RecordingUpstream.ok());
        var silent = proxy.client();
        var client = proxy.client();
        client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read();
        proxy.letPass(IDLE);
        assertThat(silent.readAll()).isEmpty();
        assertThat(client.readAll()).isEmpty();
    }

    @Test
    void anExchangeMayTakeAsLongAsItLikes() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            proxy.letPass(LONG);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
            proxy.letPass(LONG);
            wire.send("k");
        }));
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\n\r\nxy");
        assertThat(client.read().body()).isEqualTo("ok");
    }

    @Test
    void aBodyThatStopsArrivingIsGivenUpOnBothSides() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\n\r\nx");
        await("it is on its way").until(() -> upstream.connections() == 1);
        proxy.letPass(IDLE);
        assertThat(client.readAll()).startsWith("HTTP/1.1 408 ").contains("its body stopped arriving");
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isZero());
        assertThat(upstream.only().body()).isEqualTo("x");
    }

    @Test
    void aBodyMayTakeAsLongAsItLikesWhileItMoves() throws Exception {
        var arrived = new Semaphore(0);
        proxy.web(RecordingUpstream.startStreaming((_, wire) -> {
            for (int i = 0; i < 5; i++) {
                wire.in().read();
                arrived.release();
            }
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }));
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 5\r\n\r\n");
        for (int i = 0; i < 5; i++) {
            client.send("x");
            arrived.acquire();
            proxy.letPass(NOT_SO_LONG);
        }
        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void aClientThatWaitsFor100MayPause() {
        proxy.web(RecordingUpstream.startStreaming((_, wire) -> {
            proxy.letPass(LONG);
            wire.send("HTTP/1.1 100 Continue\r\n\r\n");
            var body = wire.in().readNBytes(2);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
            wire.out().write(body);
        }));
        var patient = proxy.client()
                .send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        assertThat(patient.read().status()).isEqualTo(100);
        assertThat(patient.send("ok").read().body()).isEqualTo("ok");
    }

    @Test
    void aBodyMayPauseOnceTheAnswerHasBegun() {
        proxy.web(RecordingUpstream.startStreaming((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
            wire.out().write(wire.in().readNBytes(2));
        }));
        var talker = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\n\r\n");
        assertThat(talker.readHead()).startsWith("HTTP/1.1 200 ");
        proxy.letPass(LONG);
        assertThat(talker.send("ok").readText(2)).isEqualTo("ok");
    }
}
