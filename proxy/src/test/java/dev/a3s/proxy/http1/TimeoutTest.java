package dev.a3s.proxy.http1;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class TimeoutTest {
    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture()
            .with(settings -> settings.withHeadTime(Duration.ofMillis(300)).withIdleTime(Duration.ofMillis(300)));

    @Test
    void aHeadThatTricklesInIsGivenUp() throws Exception {
        proxy.web(RecordingUpstream.ok());
        var client = proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\n");
        long start = System.nanoTime();
        try {
            for (int i = 0; i < 40; i++) {
                client.send("X-" + i + ": y\r\n");
                Thread.sleep(50);
                if (client.in().available() > 0) {
                    break;
                }
            }
        } catch (java.io.UncheckedIOException e) {
            // it was given up
        }
        assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aConnectionThatAsksNothingEnds() {
        proxy.web(RecordingUpstream.ok());
        assertThat(proxy.client().readAll()).isEmpty();
        var client = proxy.client();
        client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read();
        assertThat(client.readAll()).isEmpty();
    }

    @Test
    void anExchangeMayTakeAsLongAsItLikes() throws Exception {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            Thread.sleep(700);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
            Thread.sleep(700);
            wire.send("k");
        }));
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\n\r\nxy");
        assertThat(client.read().body()).isEqualTo("ok");
    }

    @Test
    void aBodyThatStopsArrivingIsGivenUpOnBothSides() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\n\r\nx");
        assertThat(client.readAll()).startsWith("HTTP/1.1 408 ").contains("its body stopped arriving");
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isZero());
        assertThat(upstream.only().body()).isEqualTo("x");
    }

    @Test
    void aBodyMayTakeAsLongAsItLikesWhileItMoves() throws Exception {
        proxy.web(RecordingUpstream.ok());
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 12\r\n\r\n");
        for (int i = 0; i < 12; i++) {
            Thread.sleep(75);
            client.send("x");
        }
        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void aConversationAndAClientThatWaitsForItsSignalMayPause() throws Exception {
        proxy.web(RecordingUpstream.startStreaming((request, wire) -> {
            boolean waits = !request.field("expect").isEmpty();
            Thread.sleep(waits ? 900 : 0);
            wire.send(waits ? "HTTP/1.1 100 Continue\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
            var body = wire.in().readNBytes(2);
            wire.send(waits ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" : "");
            wire.out().write(body);
        }));
        var post = "POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\n";
        var patient = proxy.client().send(post + "Expect: 100-continue\r\n\r\n");
        assertThat(patient.read().status()).isEqualTo(100);
        assertThat(patient.send("ok").read().body()).isEqualTo("ok");
        var talker = proxy.client().send(post + "\r\n");
        assertThat(talker.readHead()).startsWith("HTTP/1.1 200 ");
        Thread.sleep(900);
        assertThat(talker.send("ok").readText(2)).isEqualTo("ok");
    }
}
