package dev.a3s.proxy.http1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.a3s.proxy.Exchange;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Answers that break the grammar where all clients agree on them reach the client, in the strict form; others say why they do not. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class OddAnswersTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String FIXED = OK + "Content-Length: 2\r\n\r\nok";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    static Stream<Arguments> accepted() {
        return Stream.of(
                odd("equal lengths in two lines", OK + "Content-Length: 2\r\nX: y\r\nContent-Length: 2\r\n\r\nok"),
                odd("equal lengths in a list", OK + "Content-Length: 2 ,2\r\n\r\nok"),
                odd("a padded chunk size", CHUNKED + "2  \r\nok\r\n0 \r\n\r\n"),
                odd("a chunk size and a tab", CHUNKED + "1\t\r\no\r\n1\r\nk\r\n0\r\n\r\n"),
                odd("blanks around an extension", CHUNKED + "2 ; a = \"b\" ;c\r\nok\r\n0\r\n\r\n"),
                odd("a chunk size with a line feed alone", CHUNKED + "2\nok\r\n0\n\r\n"),
                odd("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
                odd("a line feed alone after the status", "HTTP/1.1 200 OK\nContent-Length: 2\r\n\r\nok"),
                odd("a line feed alone in the fields", OK + "X: y\nContent-Length: 2\r\n\r\nok"),
                odd("a line feed alone at the end", OK + "Content-Length: 2\r\n\nok"),
                odd("a blank before the colon", OK + "X : y\r\nContent-Length: 2\r\n\r\nok"),
                odd("a tab before the colon", OK + "X\t: y\r\nContent-Length: 2\r\n\r\nok"),
                odd("brackets in a name", OK + "X-Debug[0]: a\r\nX: y\r\nContent-Length: 2\r\n\r\nok"),
                odd("parentheses in a name", OK + "X-Debug(a): a\r\nContent-Length: 2\r\n\r\nok"),
                odd("a slash in a name", OK + "X/Y: a\r\nContent-Length: 2\r\n\r\nok"),
                odd("a blank in a name", OK + "X Y: a\r\nContent-Length: 2\r\n\r\nok"),
                odd("UTF-8 in a name", OK + "X-\u00c3\u00bc: a\r\nContent-Length: 2\r\n\r\nok"),
                odd("a control character in a name", OK + "X\u0001Y: a\r\nContent-Length: 2\r\n\r\nok"),
                odd("a field without name", OK + ": a\r\nContent-Length: 2\r\n\r\nok"),
                odd("an escape in a value", OK + "X: y\u001b\r\nContent-Length: 2\r\n\r\nok"),
                odd("an escape in the reason", "HTTP/1.1 200 O\u001bK\r\nContent-Length: 2\r\n\r\nok"),
                odd("identity", OK + "Transfer-Encoding: identity\r\n\r\nok"),
                odd("a long head",
                        OK + ("X-A: " + "a".repeat(2000) + "\r\n").repeat(120) + "Content-Length: 2\r\n\r\nok"),
                odd("a long field", OK + "X: " + "a".repeat(200_000) + "\r\nContent-Length: 2\r\n\r\nok"),
                odd("many fields", OK + "X: y\r\n".repeat(2000) + "Content-Length: 2\r\n\r\nok"),
                odd("a trailer with a line feed alone", CHUNKED + "2\r\nok\r\n0\r\nX: y\n\n"),
                odd("an odd name in a trailer", CHUNKED + "2\r\nok\r\n0\r\nX[0]: y\r\n\r\n"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                odd("two different values of Content-Length, 2 and 1",
                        OK + "Content-Length: 2\r\nContent-Length: 1\r\n\r\nok"),
                odd("two different values of Content-Length, 2 and 1", OK + "Content-Length: 2, 1\r\n\r\nok"),
                odd("not a plain number", OK + "Content-Length: +2\r\n\r\nok"),
                odd("both Content-Length and Transfer-Encoding",
                        OK + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                odd("more than once",
                        OK + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                odd("clients differ on Transfer-Encoding: identity",
                        OK + "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\nok"),
                odd("clients differ on the field \"Content-Length \"", OK + "Content-Length : 1\r\n\r\nok"),
                odd("clients differ on the field \"Transfer-Encoding.\"",
                        OK + "Transfer-Encoding\u0001: chunked\r\n\r\n0\r\n\r\n"),
                odd("folded over several lines", OK + "X[0]: a\r\n b\r\nContent-Length: 2\r\n\r\nok"),
                odd("the line \"nothing\" is no field", OK + "nothing\r\nContent-Length: 2\r\n\r\nok"),
                odd("the value of field X holds a carriage return", OK + "X: a\rb\nContent-Length: 2\r\n\r\nok"),
                odd("the value of field X holds a NUL", OK + "X: a\0b\r\nContent-Length: 2\r\n\r\nok"),
                odd("its status line holds a NUL", "HTTP/1.1 200 O\0K\r\nContent-Length: 2\r\n\r\nok"),
                odd("but with \"hello\"", "hello"),
                odd("it speaks TLS (https)", "\u0015\u0003\u0003\0\u0002\u0002F"),
                odd("it speaks HTTP/2 alone", "\0\0\u0006\u0004\0\0\0\0\0\0\u0003\0\0\0d"),
                odd("it speaks the protocol of Redis", "-ERR unknown command 'GET'\r\n"),
                odd("it speaks the protocol of MySQL", "I\0\0\0\n8.0.36\0"),
                odd("it speaks the protocol of PostgreSQL", "E\0\0\0\u0080SFATAL\0"),
                odd("it speaks SSH", "SSH-2.0-OpenSSH_9.2\r\n"),
                odd("it greets like a mail or file server", "220 mail.example ESMTP\r\n"));
    }

    private static Arguments odd(String what, String answer) {
        return Arguments.of(what, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void whatClientsAgreeOnReachesThemInTheStrictForm(String what, String answer) throws Exception {
        var cuts = Stream.iterate(1, cut -> cut < Math.min(answer.length(), 90), cut -> cut + 1).toList();
        for (int at : what.startsWith("a long") || what.startsWith("many") ? List.of(1, answer.length() / 2) : cuts) {
            try (var upstream = RecordingUpstream.start((_, wire) -> {
                wire.send(answer.substring(0, at));
                Thread.sleep(1);
                wire.send(answer.substring(at));
                wire.close();
            }); var client = RawClient.to(proxy.port())) {
                proxy.routes().replace(List.of(ProxyFixture.route("web", ProxyFixture.forward(upstream.port()))));
                var received = client.send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).readAll();
                assertThat(received).as("%s, cut at %s", what, at).startsWith("HTTP/1.1 200 O");
                assertStrict(received);
            }
        }
    }

    private static void assertStrict(String received) {
        int end = received.indexOf("\r\n\r\n");
        var head = received.substring(0, end + 2);
        assertThat(head.replace("\r\n", "")).doesNotContain("\r", "\n", "\0", "\u001b");
        assertThat(head.lines().skip(1)).allMatch(line -> line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+: .*"));
        var body = received.substring(end + 4);
        if (RawClient.fieldOf(head, "transfer-encoding").isEmpty()) {
            assertThat(RawClient.fieldOf(head, "content-length")).isEqualTo("2");
            assertThat(body).isEqualTo("ok");
        } else {
            assertThat(body)
                    .matches("(2\r\nok|1\r\no\r\n1\r\nk|1\r\no\r\n1\r\nk|\\d\r\n[ok\r\n\\d]+)\r\n0\r\n(X: y\r\n)?\r\n");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatCanBeReadInTwoWaysIsRefusedAndThePageSaysWhy(String why, String answer) {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            wire.send(answer);
            wire.close();
        }));
        var page = proxy.client().send(GET).read();
        assertThat(page.status()).isEqualTo(502);
        assertThat(page.body()).contains(why);
    }

    @Test
    void aNormalisedAnswerLeavesItsConnectionAsGoodAsAnother() {
        var count = new AtomicInteger();
        var upstream = proxy.web(RecordingUpstream.start((_, wire) -> wire.send(count.getAndIncrement() % 2 == 0
                ? OK + "Content-Length: 2, 2\nX[0]: y\n\nok"
                : CHUNKED + "2 \r\nok\r\n0 \r\n\r\n")));
        var client = proxy.client();
        for (int i = 0; i < 6; i++) {
            assertThat(client.send(GET).read().body()).isEqualTo("ok");
        }
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void aClientOfHttp10GetsTheContentOfPaddedChunks() {
        proxy.web(RecordingUpstream.answering(CHUNKED + "2 \r\nok\r\n0\n\r\n"));
        var received = proxy.client().send("GET / HTTP/1.0\r\nHost: web.localhost\r\n\r\n").readAll();
        assertThat(received).endsWith("\r\n\r\nok");
    }

    @Test
    void anUnchangedAnswerWithoutBodySaysNothingOfChunks() {
        var upstream = proxy.web(RecordingUpstream.start((request, wire) -> wire.send(request.line().contains("/304")
                ? "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n"
                : FIXED)));
        var client = proxy.client();
        var answer = client.send(GET.replace("/ HTTP", "/304 HTTP")).read();
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.field("transfer-encoding")).isEmpty();
        assertThat(client.send(GET).read().body()).isEqualTo("ok");
        assertThat(upstream.connections()).as("a last chunk may follow on the first").isEqualTo(2);
    }

    @Test
    void theAccessLogSaysWhyAnAnswerWasRefusedOrCut() {
        proxy.web(RecordingUpstream.start((request, wire) -> {
            wire.send(request.line().contains("/cut") ? CHUNKED + "2\r\nok\r\nx\r\n"
                    : request.line().contains("/short") ? FIXED.replace("2", "3") : OK + "Content-Length: x\r\n\r\n");
            wire.close();
        }));
        proxy.client().send(GET).read();
        proxy.client().send(GET.replace("/ HTTP", "/cut HTTP")).readAll();
        proxy.client().send(GET.replace("/ HTTP", "/short HTTP")).readAll();
        await("three exchanges").until(() -> proxy.exchanges().size() == 3);
        assertThat(proxy.exchanges()).extracting(Exchange::fault).containsExactly(
                "the Content-Length is not a plain number",
                "a chunk's size is not a hexadecimal number",
                "it closed the connection before its answer was complete");
    }

    @Test
    void aServerThatExpectsTlsIsNamedThoughItSaysNothing() throws Exception {
        var upstream = proxy.closing(RecordingUpstream.startStreaming((_, wire) -> wire.close()));
        try (var tls = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerHellos(tls));
            proxy.routes().replace(List.of(ProxyFixture.route("web", ProxyFixture.forward(tls.getLocalPort())),
                    ProxyFixture.route("mute", ProxyFixture.forward(upstream.port()))));
            assertThat(proxy.client().send(GET).read().body()).contains("it speaks TLS (https)", "without https");
            assertThat(proxy.client().send(GET.replace("GET", "POST")).read().body()).contains("it speaks TLS (https)");
            assertThat(proxy.client().send(GET.replace("web", "mute")).read().body())
                    .contains("it closed the connection without an answer.");
        }
    }

    /** Answers with an alert what begins like TLS, and nothing else. */
    private static void answerHellos(ServerSocket listener) {
        try {
            while (true) {
                try (var socket = listener.accept()) {
                    if (socket.getInputStream().read() == 0x16) {
                        socket.getOutputStream().write(new byte[]{0x15, 3, 1, 0, 2, 2, 40});
                    }
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }
}
