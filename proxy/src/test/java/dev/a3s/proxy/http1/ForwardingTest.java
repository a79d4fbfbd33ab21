package dev.a3s.proxy.http1;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.Exchange;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class ForwardingTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @Test
    void theTargetsBytesAreUntouched() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var target = "/a//b/../%2e%2F/\u00ff\u00fe;x?q=1&&=%zz|\"{}'\\";
        proxy.client().send("GET " + target + " HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read();
        assertThat(upstream.only().line()).isEqualTo("GET " + target + " HTTP/1.1");
        await().untilAsserted(() -> assertThat(proxy.exchanges()).singleElement().satisfies(exchange -> {
            assertThat(exchange.target()).isEqualTo(target);
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.service()).isEqualTo("web");
            assertThat(exchange.responseBytes()).isEqualTo(2);
        }));
    }

    @Test
    void theUpstreamLearnsWhoAskedAndByWhichName() {
        var upstream = proxy.web(RecordingUpstream.ok());
        proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost:7080\r\n\r\n").read();
        var seen = upstream.only();
        assertThat(seen.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.field("x-forwarded-host")).isEqualTo("web.localhost:7080");
        assertThat(seen.field("x-forwarded-proto")).isEqualTo("http");
        assertThat(seen.field("forwarded")).isEqualTo("for=127.0.0.1;host=\"web.localhost:7080\";proto=http");
        assertThat(seen.field("via")).matches("1\\.1 a3s-[0-9a-f]{8}\\.web\\.localhost");
    }

    @Test
    void whatEarlierProxiesSaidIsKeptAndContinued() {
        var upstream = proxy.web(RecordingUpstream.ok());
        proxy.client()
                .send("GET / HTTP/1.1\r\nHost: web.localhost\r\nX-Forwarded-For: 10.0.0.1\r\nX-Forwarded-For: 10.0.0.2\r\n"
                        + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\nForwarded: for=10.0.0.1\r\n"
                        + "Via: 1.1 edge\r\n\r\n")
                .read();
        var seen = upstream.only();
        assertThat(seen.field("x-forwarded-for")).isEqualTo("10.0.0.1, 10.0.0.2, 127.0.0.1");
        assertThat(seen.field("x-forwarded-proto")).isEqualTo("https");
        assertThat(seen.field("x-forwarded-host")).isEqualTo("shop.example");
        assertThat(seen.field("forwarded")).startsWith("for=10.0.0.1, for=127.0.0.1;");
        assertThat(seen.field("via")).startsWith("1.1 edge, 1.1 a3s-");
    }

    @Test
    void fieldsForTheNextHopEndHereAndOthersPass() {
        var upstream = proxy.web(RecordingUpstream.answering("HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\n"
                + "Keep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
                + "X-Odd_Name!: \u00e9t\u00e9 \t x\r\nContent-Length: 0\r\n\r\n"));
        var response = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: keep-alive, X-Secret, Host\r\n"
                        + "X-Secret: 1\r\nKeep-Alive: 5\r\nProxy-Connection: keep-alive\r\nProxy-Authorization: x\r\nTE: gzip\r\n"
                        + "Upgrade: websocket\r\nX-Kept: \u00ff yes\r\nCookie: c\r\n\r\n")
                .read();
        var seen = upstream.only();
        for (var gone : List.of("x-secret", "keep-alive", "proxy-connection", "proxy-authorization", "te", "upgrade",
                "connection")) {
            assertThat(seen.field(gone)).as(gone).isEmpty();
        }
        assertThat(seen.field("host")).isEqualTo("web.localhost");
        assertThat(seen.field("x-kept")).isEqualTo("\u00ff yes");
        assertThat(seen.field("cookie")).isEqualTo("c");
        for (var gone : List.of("x-hop", "keep-alive", "proxy-authenticate", "connection")) {
            assertThat(response.field(gone)).as(gone).isEmpty();
        }
        assertThat(response.field("set-cookie")).isEqualTo("a=1, b=2");
        assertThat(response.field("x-odd_name!")).isEqualTo("\u00e9t\u00e9 \t x");
    }

    /** RFC 9110 §6.6.1. */
    @Test
    void anAnswerWithoutADateGetsOneAndAnyOtherKeepsItsOwn() {
        proxy.web(RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var added = proxy.client().send(GET).read().field("date");
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(added))).isBetween(before, Instant.now());
        proxy.web(RecordingUpstream.answering("HTTP/1.1 200 OK\r\nDate: long ago\r\nContent-Length: 0\r\n\r\n"));
        assertThat(proxy.client().send(GET).read().field("date")).isEqualTo("long ago");
    }

    @Test
    void connectionsAreKeptOnBothSides() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        for (int i = 0; i < 5; i++) {
            assertThat(client.send(GET).read().body()).isEqualTo("ok");
        }
        assertThat(upstream.requests()).hasSize(5);
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        proxy.web(RecordingUpstream.start((request, wire) -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: "
                + request.line().length() + "\r\n\r\n" + request.line())));
        var client = proxy.client();
        client.send("GET /1 HTTP/1.1\r\nHost: web.localhost\r\n\r\nPOST /2 HTTP/1.1\r\nHost: web.localhost\r\n"
                + "Content-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n"
                + "GET /4 HTTP/1.1\r\nHost: web.localhost\r\n\r\n");
        assertThat(client.read().body()).isEqualTo("GET /1 HTTP/1.1");
        assertThat(client.read().body()).isEqualTo("POST /2 HTTP/1.1");
        assertThat(client.read().status()).isEqualTo(404);
        assertThat(client.read().body()).isEqualTo("GET /4 HTTP/1.1");
    }

    @Test
    void emptyLinesBetweenRequestsAreSkipped() {
        proxy.web(RecordingUpstream.ok());
        var client = proxy.client().send("\r\n\r\n" + GET + "\r\n\r\n\r\n" + GET);
        assertThat(client.read().body()).isEqualTo("ok");
        assertThat(client.read().body()).isEqualTo("ok");
    }

    @Test
    void aTrailersFieldMayBeAsLongAsAnyOther() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var trailer = "X: " + "a".repeat(HeadReader.MAX_LINE) + "\r\n\r\n";
        proxy.client()
                .send("POST / HTTP/1.1\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + trailer)
                .read();
        assertThat(upstream.only().body()).isEqualTo("0\r\n" + trailer);
    }

    @Test
    void aBodyPassesInItsOwnFraming() {
        var upstream = proxy.web(RecordingUpstream.start((_, wire) -> wire.send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\nA;x=\"y;\\\"\"\r\n0123456789\r\n0\r\n"
                        + "X-Sum: 1\r\nContent-Length: 9\r\n\r\n")));
        var client = proxy.client();
        var response = client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n0\r\nX-Trail: t\r\nHost: evil\r\nTransfer-Encoding: x\r\n\r\n").read();
        assertThat(response.body()).isEqualTo("abc0123456789\n[trailer] X-Sum: 1");
        assertThat(upstream.only().body()).isEqualTo("5\r\nhello\r\n0\r\nX-Trail: t\r\n\r\n");
        assertThat(client.send(GET).read().status()).isEqualTo(200);
    }

    @Test
    void aBodyUntilCloseComesInChunksToAClientThatKnowsThem() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nX: y\r\n\r\nall of it");
            wire.close();
        }));
        var client = proxy.client();
        var response = client.send(GET).read();
        assertThat(response.field("transfer-encoding")).isEqualTo("chunked");
        assertThat(response.body()).isEqualTo("all of it");
        assertThat(client.send(GET).read().body()).isEqualTo("all of it");
    }

    @Test
    void anOldClientGetsNoChunksAndNoInterimResponses() {
        proxy.web(RecordingUpstream.answering("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n"));
        var all = RawClient.exchange(proxy.port(), "GET / HTTP/1.0\r\nHost: web.localhost\r\n\r\n");
        assertThat(all).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nabcde").doesNotContain("chunked", "103");
    }

    @Test
    void anOldClientMayKeepItsConnection() {
        proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        for (int i = 0; i < 2; i++) {
            var response = client.send("GET / HTTP/1.0\r\nHost: web.localhost\r\nConnection: keep-alive\r\n\r\n")
                    .read();
            assertThat(response.field("connection")).isEqualTo("keep-alive");
        }
        assertThat(client.send("GET / HTTP/1.0\r\nHost: web.localhost\r\n\r\n").readAll())
                .contains("Connection: close");
    }

    @Test
    void headHasTheFieldsOfGetAndNoBody() {
        proxy.web(RecordingUpstream.start((request, wire) -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                + (request.line().startsWith("HEAD") ? "" : "12345"))));
        var client = proxy.client();
        var response = client.send("HEAD / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").readToHead();
        assertThat(response.field("content-length")).isEqualTo("5");
        assertThat(client.send(GET).read().body()).isEqualTo("12345");
        var page = client.send("HEAD / HTTP/1.1\r\nHost: no.localhost\r\n\r\n").readToHead();
        assertThat(page.status()).isEqualTo(404);
        assertThat(client.send(GET).read().body()).isEqualTo("12345");
    }

    @Test
    void statusesWithoutBodyHaveNone() {
        proxy.web(RecordingUpstream.start((request, wire) -> wire.send(request.line().contains("204")
                ? "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\nETag: x\r\n\r\n")));
        var client = proxy.client();
        var nothing = client.send("GET /204 HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read();
        assertThat(nothing.field("content-length")).isEmpty();
        assertThat(client.send(GET).read().field("content-length")).isEqualTo("99");
        assertThat(client.send("GET /204 HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read().status()).isEqualTo(204);
    }

    @Test
    void interimResponsesPassAndABodyIsSentOnlyWhenAskedFor() {
        proxy.web(RecordingUpstream.startStreaming((request, wire) -> {
            assertThat(request.field("expect")).isEqualTo("100-continue");
            wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
            var body = wire.readBody(request.head());
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }));
        var client = proxy.client();
        client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        var hints = client.read();
        assertThat(hints.status()).isEqualTo(103);
        assertThat(hints.field("link")).isEqualTo("</a.css>");
        assertThat(client.read().status()).isEqualTo(100);
        assertThat(client.send("body").read().body()).isEqualTo("body");
    }

    @Test
    void aFinalAnswerInsteadOf100EndsTheConnectionSinceTheBodyMayStillCome() {
        var upstream = proxy.web(RecordingUpstream.startStreaming((_, wire) -> wire.send(
                "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n")));
        var client = proxy.client();
        var all = client.send(
                "POST / HTTP/1.1\r\nHost: web.localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n")
                .readAll();
        assertThat(all).startsWith("HTTP/1.1 417 ");
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isZero());
    }

    @Test
    void anAbsoluteTargetOverrulesHost() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        assertThat(client.send("GET http://WEB.localhost:7080/p?q HTTP/1.1\r\nHost: other.localhost\r\n\r\n")
                .read()
                .status())
                .isEqualTo(200);
        assertThat(client.send("GET http://web.localhost?q HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read().status())
                .isEqualTo(200);
        assertThat(client.send("OPTIONS http://web.localhost HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read().status())
                .isEqualTo(200);
        assertThat(client.send("OPTIONS * HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read().status()).isEqualTo(200);
        assertThat(upstream.requests().getFirst().line()).isEqualTo("GET /p?q HTTP/1.1");
        assertThat(upstream.requests().getFirst().field("host")).isEqualTo("WEB.localhost:7080");
        assertThat(upstream.requests().getFirst().field("x-forwarded-host")).isEqualTo("WEB.localhost:7080");
        assertThat(upstream.requests().get(1).line()).isEqualTo("GET /?q HTTP/1.1");
        assertThat(upstream.requests().get(2).line()).isEqualTo("OPTIONS * HTTP/1.1");
        assertThat(upstream.requests().get(3).line()).isEqualTo("OPTIONS * HTTP/1.1");
    }

    @Test
    void aRequestThatComesBackToItsServiceIsALoop() {
        proxy.routes().replace(List.of(ProxyFixture.route("web", ProxyFixture.forward(proxy.port()))));
        var response = proxy.client().send(GET).read();
        assertThat(response.status()).isEqualTo(508);
        assertThat(response.body()).contains("Loop detected");
    }

    @Test
    void aServiceMayCallAnotherWithTheFieldsItWasCalledWith() {
        var api = proxy.closing(RecordingUpstream.ok());
        var web = proxy.closing(RecordingUpstream.start((request, wire) -> {
            try (var call = RawClient.to(proxy.port())) {
                var inner = call.send(request.head().replaceFirst("Host: web", "Host: api")).read();
                wire.send("HTTP/1.1 " + inner.status() + " x\r\nContent-Length: 0\r\n\r\n");
            }
        }));
        proxy.routes()
                .replace(List.of(ProxyFixture.route("web", ProxyFixture.forward(web.port())),
                        ProxyFixture.route("api", ProxyFixture.forward(api.port()))));
        assertThat(proxy.client().send(GET).read().status()).isEqualTo(200);
        assertThat(api.only().field("via")).contains(".web.localhost").contains(".api.localhost");
    }

    @Test
    void theHopsOfTraceAndOptionsAreCounted() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        assertThat(client.send("OPTIONS / HTTP/1.1\r\nHost: web.localhost\r\nMax-Forwards: 0\r\n\r\n").read().status())
                .isEqualTo(200);
        assertThat(upstream.requests()).isEmpty();
        client.send("TRACE / HTTP/1.1\r\nHost: web.localhost\r\nMax-Forwards: 3\r\n\r\n").read();
        assertThat(upstream.only().field("max-forwards")).isEqualTo("2");
    }

    @Test
    void teReachesAnUpstreamOnlyForTrailers() {
        var upstream = proxy.web(RecordingUpstream.ok());
        proxy.client()
                .send("GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: TE\r\nTE: trailers, gzip\r\n\r\n")
                .read();
        assertThat(upstream.only().field("te")).isEqualTo("trailers");
        assertThat(upstream.only().field("connection")).isEqualTo("TE");
    }

    @Test
    void aClientThatLeavesCancelsItsRequest() throws Exception {
        var arrived = new CountDownLatch(1);
        var noticed = new CountDownLatch(1);
        proxy.web(RecordingUpstream.start((_, wire) -> {
            arrived.countDown();
            if (wire.in().read() < 0) {
                noticed.countDown();
            }
        }));
        var client = proxy.client().send(GET);
        arrived.await();
        client.socket().setSoLinger(true, 0);
        client.close();
        assertThat(noticed.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(
                () -> assertThat(proxy.exchanges()).singleElement().extracting(Exchange::status).isEqualTo(499));
    }

    @Test
    void aClientThatOnlyFinishedSendingGetsItsAnswer() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            Thread.sleep(100);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }));
        assertThat(proxy.client().send(GET + GET).shutdownOutput().readAll()).matches("(?s)(HTTP/1.1 200 .*ok){2}");
    }

    @Test
    void pipelinedRequestsOfSuchAClientAreAllAnswered() {
        proxy.web(RecordingUpstream.ok());
        var unknown = "GET / HTTP/1.1\r\nHost: no.localhost\r\n\r\n";
        var all = proxy.client().send(GET + unknown + unknown + GET + "GET / HT").shutdownOutput().readAll();
        assertThat(all.split("HTTP/1.1 [0-9]{3} ", -1)).hasSize(5);
    }

    @Test
    void aLongAnswerToSuchAClientIsNotCut() {
        proxy.with(settings -> settings.withEventLoops(1).withHeadTime(java.time.Duration.ofSeconds(1)));
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
            for (int i = 0; i < 6; i++) {
                proxy.letPass(java.time.Duration.ofSeconds(1));
                wire.send("x");
            }
        }));
        assertThat(proxy.client().send(GET).shutdownOutput().readAll()).endsWith("\r\n\r\nxxxxxx");
    }

    @Test
    void anUploadThatOnlyFinishedSendingGetsItsAnswer() {
        var upstream = proxy.web(RecordingUpstream.ok());
        var post = "POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbody";
        for (int i = 0; i < 20; i++) {
            assertThat(proxy.client().send(post).shutdownOutput().readAll()).as("round %s, %s", i, proxy.exchanges())
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("ok");
        }
        assertThat(upstream.requests()).hasSize(20).allMatch(request -> request.body().equals("body"));
    }

    @Test
    void anUploadThatIsCutCancelsItsRequest() {
        var upstream = proxy.web(RecordingUpstream.ok());
        assertThat(proxy.client()
                .send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbo")
                .shutdownOutput()
                .readAll()).isEmpty();
        await().untilAsserted(() -> assertThat(upstream.openConnections()).isZero());
        assertThat(upstream.requests()).noneMatch(request -> request.body().length() == 4);
    }

    @Test
    void aResponseCutShortEndsTheClientsConnection() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
            wire.close();
        }));
        assertThat(proxy.client().send(GET).readAll()).endsWith("\r\n\r\nonly this");
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n");
            wire.close();
        }));
        assertThat(proxy.client().send(GET).readAll()).endsWith("\r\n\r\n9\r\nonly this\r\n");
    }

    @Test
    void aResponseCutShortIsNoWholeOneToAClientThatReadsUntilTheEnd() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n");
            wire.close();
        }));
        assertThat(proxy.client().send("GET / HTTP/1.0\r\nHost: web.localhost\r\n\r\n").readAll()).endsWith("reset]");
    }

    @Test
    void aSlowClientThatReadsOnlyBehindItsUploadStillGetsAnEarlyAnswer() throws Exception {
        proxy.web(RecordingUpstream.startStreaming((_, wire) -> {
            wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
            wire.close();
        }));
        int total = 60 * 1024 * 1024;
        var client = proxy.client()
                .send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: " + total + "\r\n\r\n");
        var piece = new byte[total / 12];
        for (int i = 0; i < 12; i++) {
            client.send(piece);
            Thread.sleep(300); // slower in all than the pause after which a silent client is given up
        }
        var answer = client.read();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("big");
    }

    @Test
    void anEarlyAnswerToALongUploadReachesTheClient() {
        proxy.web(RecordingUpstream.startStreaming((_, wire) -> {
            wire.send("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 8\r\n\r\ntoo much");
            wire.close();
        }));
        for (int i = 0; i < 20; i++) {
            var client = proxy.client();
            client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 300000\r\n\r\n");
            try {
                for (int sent = 0; sent < 100_000; sent += 1000) {
                    client.send("x".repeat(1000));
                }
            } catch (java.io.UncheckedIOException e) {
                // the answer came first
            }
            assertThat(client.readAll()).startsWith("HTTP/1.1 413 ").contains("too much");
        }
    }
}
