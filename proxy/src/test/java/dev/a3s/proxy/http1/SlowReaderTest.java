package dev.a3s.proxy.http1;

import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that read their answers late: answers do not pile up in the proxy, and the client is not mistaken for one that has left. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class SlowReaderTest {
    /** More than the kernel keeps for both sides of a connection. */
    private static final int LONG = 40_000_000;

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    private RawClient client() throws SocketException {
        var client = proxy.client();
        client.socket().setReceiveBufferSize(64 * 1024);
        return client;
    }

    private void webSendsALongAnswer() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LONG + "\r\n\r\n");
            wire.out().write(new byte[LONG]);
        }));
    }

    @Test
    void aClientThatReadsNoAnswersIsAnsweredNoMoreUntilItReads() throws Exception {
        int requests = 40_000;
        var client = client();
        var block = "GET / HTTP/1.1\r\nHost: nowhere.localhost\r\n\r\n".repeat(1000);
        var sender = Thread.ofVirtual().start(() -> {
            for (int sent = 0; sent < requests; sent += 1000) {
                client.send(block);
            }
            client.shutdownOutput();
        });
        var last = new AtomicInteger();
        await("answers stop").pollInterval(Duration.ofMillis(300)).until(() -> {
            int now = proxy.exchanges().size();
            return now > 0 && now == last.getAndSet(now);
        });
        assertThat(last.get()).isLessThan(requests);
        assertThat(client.readAll().split("HTTP/1.1 404 ", -1)).as("answers").hasSize(requests + 1);
        sender.join();
    }

    @Test
    void aHalfClosedClientMayTakeItsAnswerLate() throws Exception {
        proxy.with(settings -> settings.withEventLoops(1).withHeadTime(Duration.ofSeconds(3)));
        webSendsALongAnswer();
        var client = client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").shutdownOutput();
        client.readHead();
        for (int i = 0; i < 3; i++) {
            proxy.letPass(Duration.ofSeconds(3));
        }
        assertThat(client.readAll().length()).isEqualTo(LONG);
    }

    @Test
    void aClientThatEndsItsSideWithinTheAnswerGetsTheRestOfIt() throws Exception {
        webSendsALongAnswer();
        var client = client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: close\r\n\r\n");
        client.readHead();
        long rest = LONG;
        while (proxy.exchanges().isEmpty()) {
            rest -= client.readText(64 * 1024).length();
        }
        client.shutdownOutput();
        assertThat((long) client.readAll().length()).isEqualTo(rest);
    }
}
