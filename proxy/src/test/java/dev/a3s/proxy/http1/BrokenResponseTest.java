package dev.a3s.proxy.http1;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.a3s.proxy.Route;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/** A response is guarded like a request: what is wrong with it shows as 502 or as a cut connection, never as another response. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class BrokenResponseTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    static Stream<String> brokenHeads() {
        return Stream.of("nonsense\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n", "HTTP/1.1 099 Low\r\n\r\n", "HTTP/1.1 200 O\0K\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(101) + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: " + "a".repeat(HeadReader.MAX_RESPONSE_HEAD) + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nCont", "");
    }

    @ParameterizedTest
    @MethodSource("brokenHeads")
    void aBrokenHeadIs502(String response) {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send(response);
            wire.close();
        }));
        var client = proxy.client();
        RawClient.Response answer;
        do {
            answer = client.send(GET).read();
        } while (answer.status() == 100);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("web").contains("a3s logs web");
    }

    @Test
    void aBrokenHeadIs502HoweverItIsCut() throws Exception {
        var response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        for (int cut = 1; cut < response.length() - 5; cut++) {
            int at = cut;
            try (var upstream = proxy.web(RecordingUpstream.start((_, wire) -> {
                wire.send(response.substring(0, at));
                Thread.sleep(1);
                wire.send(response.substring(at));
            }))) {
                assertThat(proxy.client().send(GET).read().status()).as("cut at %s", cut).isEqualTo(502);
                assertThat(upstream.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aConnectionThatIsResetIsNamedInWordsOfOurOwn() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.socket().setSoLinger(true, 0);
            wire.close();
        }));
        var post = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 1\r\n\r\nx").read();
        assertThat(post.status()).isEqualTo(502);
        assertThat(post.body()).contains("web gave no answer", "it reset the connection before it had answered")
                .doesNotContain("broken", "(..)");
    }

    static Stream<String> brokenChunks() {
        return Stream.of("x\r\n", "3;a\nabc\r\n", "3\r\nabcd\r\n", " 3\r\nabc\r\n", "3\r\nabc\n", "3;\r\nabc\r\n",
                "fffffffffffffffff\r\n",
                "3\r\nabc\r\n0\r\nbad trailer\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("brokenChunks")
    void brokenChunksCutTheResponse(String chunks) {
        proxy.web(
                RecordingUpstream.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n" + chunks
                        + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
        var all = proxy.client().send(GET + GET).readAll();
        assertThat(all).doesNotContain("evil").doesNotContain("\r\n0\r\n\r\n");
    }

    @Test
    void aGoodResponsePassesHoweverItIsCut() throws Exception {
        var response = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nX:\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: 1\r\n\r\n";
        var cuts = new java.util.concurrent.atomic.AtomicInteger();
        proxy.web(RecordingUpstream.start((_, wire) -> {
            int at = cuts.incrementAndGet();
            wire.send(response.substring(0, at));
            Thread.sleep(1);
            wire.send(response.substring(at));
        }));
        var client = proxy.client();
        for (int i = 1; i < response.length(); i++) {
            client.send(GET);
            assertThat(client.read().status()).isEqualTo(100);
            assertThat(client.read().body()).as("cut at %s", i).isEqualTo("abc\n[trailer] T: 1");
        }
    }

    @Test
    void anUpstreamThatIsNotThereIs502WithWhatIsKnown() {
        int port;
        try (var gone = RecordingUpstream.ok()) {
            port = gone.port();
        }
        proxy.routes().replace(java.util.List.of(ProxyFixture.route("web", ProxyFixture.forward(port))));
        var client = proxy.client();
        var html = client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/html\r\n\r\n").read();
        assertThat(html.status()).isEqualTo(502);
        assertThat(html.body())
                .contains("localhost:" + port, "refused", "a3s logs web", "color:#ff7b72", "&lt;b&gt;boom&lt;/b&gt;")
                .doesNotContain("<b>boom");
        var json = client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\nAccept: application/json\r\n\r\n").read();
        assertThat(json.body()).contains("\"service\":\"web\"", "\"state\":\"failed\"",
                "\"log\":[\"error: <b>boom</b>\"]");
    }

    @Test
    void aReportThatFailsCostsNoAnswer() {
        proxy.routes()
                .replace(java.util.List.of(
                        new Route("shop", "web", "web.localhost", false, new Target.Unavailable(), () -> {
                            throw new IllegalStateException("the supervisor is busy");
                        }), new Route("shop", "api", "api.localhost", false, new Target.Unavailable(), () -> null)));
        var client = proxy.client();
        assertThat(client.send(GET).read().status()).isEqualTo(503);
        assertThat(client.send(GET.replace("web", "api")).read().body()).contains("api: unknown");
    }
}
