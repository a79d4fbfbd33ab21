package dev.a3s.proxy.http1;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.a3s.proxy.message.FieldSection;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that two readers could frame differently are refused, and what hides in them never becomes a request. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class SmugglingTest {
    private static final String HOST = "Host: web.localhost\r\n";
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: web.localhost\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(400, "both lengths", post("Content-Length: 4\r\nTransfer-Encoding: chunked") + "0\r\n\r\n"),
                refused(400, "both lengths, other order",
                        post("Transfer-Encoding: chunked\r\nContent-Length: 4") + "0\r\n\r\n"),
                refused(400, "two equal lengths", post("Content-Length: 0\r\nContent-Length: 0")),
                refused(400, "two different lengths", post("Content-Length: 0\r\nContent-Length: 5")),
                refused(400, "a list of lengths", post("Content-Length: 0, 0")),
                refused(400, "a signed length", post("Content-Length: +0")),
                refused(400, "a negative length", post("Content-Length: -1")),
                refused(400, "a hexadecimal length", post("Content-Length: 0x0")),
                refused(400, "a length with a blank in it", post("Content-Length: 1 0")),
                refused(400, "an empty length", post("Content-Length:")),
                refused(400, "a length beyond counting", post("Content-Length: 99999999999999999999")),
                refused(400, "an unknown coding", post("Transfer-Encoding: xchunked")),
                refused(400, "identity", post("Transfer-Encoding: identity")),
                refused(400, "chunked, then something", post("Transfer-Encoding: chunked, identity")),
                refused(400, "chunked twice", post("Transfer-Encoding: chunked, chunked")),
                refused(400, "two codings in two lines",
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")),
                refused(400, "chunked in two lines", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")),
                refused(400, "quoted chunked", post("Transfer-Encoding: \"chunked\"")),
                refused(400, "an empty coding", post("Transfer-Encoding:")),
                refused(400, "a vertical tab before chunked", post("Transfer-Encoding: \u000bchunked")),
                refused(400, "a form feed after chunked", post("Transfer-Encoding: chunked\f")),
                refused(400, "a NUL in chunked", post("Transfer-Encoding: chunk\0ed")),
                refused(400, "a byte outside ASCII in the name", post("Transfer\u00ad-Encoding: chunked")),
                refused(501, "a real coding before chunked", post("Transfer-Encoding: gzip, chunked")),
                refused(400, "chunks in HTTP/1.0",
                        "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                refused(400, "a blank before the colon", post("Content-Length : 0")),
                refused(400, "a tab before the colon", post("Transfer-Encoding\t: chunked")),
                refused(400, "a folded line", post("X: a\r\n b")),
                refused(400, "a folded coding", post("Transfer-Encoding:\r\n chunked")),
                refused(400, "a fold at the start", "GET / HTTP/1.1\r\n X: y\r\n" + HOST + "\r\n"),
                refused(400, "a line feed alone", "GET / HTTP/1.1\nHost: web.localhost\r\n\r\n"),
                refused(400, "a line feed alone in fields", "GET / HTTP/1.1\r\nX: y\n" + HOST + "\r\n"),
                refused(400, "a line feed alone at the end", "GET / HTTP/1.1\r\nHost: web.localhost\r\n\n"),
                refused(400, "a carriage return in a value",
                        "GET / HTTP/1.1\r\nX: y\rContent-Length: 5\r\n" + HOST + "\r\n"),
                refused(400, "a carriage return in the target", "GET /\rx HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "a carriage return in the line", "GET / HTTP/1.1\r" + HOST + "\r\n\r\n"),
                refused(400, "a line of one carriage return", "GET / HTTP/1.1\r\n" + HOST + "\rX: y\r\n\r\n"),
                refused(400, "a NUL in a value", "GET / HTTP/1.1\r\nX: a\0b\r\n" + HOST + "\r\n"),
                refused(400, "a NUL in the target", "GET /a\0b HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "an escape in a value", "GET / HTTP/1.1\r\nX: a\u001bb\r\n" + HOST + "\r\n"),
                refused(400, "a field without colon", "GET / HTTP/1.1\r\nnothing\r\n" + HOST + "\r\n"),
                refused(400, "a field without name", "GET / HTTP/1.1\r\n: x\r\n" + HOST + "\r\n"),
                refused(400, "two blanks after the method", "GET  / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "a tab after the method", "GET\t/ HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "two blanks before the version", "GET /  HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "a blank after the version", "GET / HTTP/1.1 \r\n" + HOST + "\r\n"),
                refused(400, "a blank in the target", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "a blank before the method", " GET / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "no version", "GET /\r\n" + HOST + "\r\n"),
                refused(400, "a lower-case version", "GET / http/1.1\r\n" + HOST + "\r\n"),
                refused(400, "a long version", "GET / HTTP/1.10\r\n" + HOST + "\r\n"),
                refused(505, "another major version", "GET / HTTP/2.0\r\n" + HOST + "\r\n"),
                refused(400, "no host", "GET / HTTP/1.1\r\nX: y\r\n\r\n"),
                refused(400, "two hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
                refused(400, "a host with a user", "GET / HTTP/1.1\r\nHost: x@web.localhost\r\n\r\n"),
                refused(400, "a host with a path", "GET / HTTP/1.1\r\nHost: web.localhost/x\r\n\r\n"),
                refused(400, "a list of hosts", "GET / HTTP/1.1\r\nHost: web.localhost, x\r\n\r\n"),
                refused(400, "a port that is none", "GET / HTTP/1.1\r\nHost: web.localhost:80a\r\n\r\n"),
                refused(400, "a target that is no path", "GET web HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "a target of another scheme", "GET ftp://web.localhost/ HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(400, "an absolute target without host", "GET http:///x HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(405, "CONNECT", "CONNECT web.localhost:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(414, "an endless target",
                        "GET /" + "a".repeat(HeadReader.MAX_LINE) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(431, "an endless field",
                        "GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(HeadReader.MAX_HEAD) + "\r\n\r\n"),
                refused(431, "too many fields",
                        "GET / HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(FieldSection.MAX_COUNT) + "\r\n"));
    }

    static Stream<Arguments> refusedChunks() {
        return Stream.of("x\r\n", "\r\n", "-1\r\nabc\r\n", "0x3\r\nabc\r\n", "+3\r\nabc\r\n", " 3\r\nabc\r\n",
                "3 \r\nabc\r\n",
                "3\nabc\r\n", "3\r\nabcd\r\n", "3\r\nabc\n", "3\r\nabcX\n", "3;\r\nabc\r\n", "3;=x\r\nabc\r\n",
                "3;a=\r\nabc\r\n",
                "3;a\nb\r\nabc\r\n", "3;a=\"b\r\nabc\r\n", "3;a b\r\nabc\r\n", "10000000000000000\r\nabc\r\n",
                "3;" + "a".repeat(5000) + "\r\nabc\r\n", "3\r\nabc\r\n0\r\nX y\r\n\r\n",
                "3\r\nabc\r\n0\r\nX: y\nZ: z\r\n\r\n",
                "3\r\nabc\r\n0\r\n folded\r\n\r\n", "3\r\nabc\r\n0\r\nX: a\0\r\n\r\n", "3\r\nabc\r\n0\n\r\n")
                .map(Arguments::of);
    }

    private static Arguments refused(int status, String what, String request) {
        return Arguments.of(status, what, request);
    }

    private static String post(String fields) {
        return "POST / HTTP/1.1\r\n" + HOST + fields + "\r\n\r\n";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void aRequestThatCouldBeReadInTwoWaysIsRefused(int status, String what, String request) {
        var upstream = proxy.web(RecordingUpstream.ok());
        var answer = proxy.client().send(request + HIDDEN).readAll();
        assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close");
        assertThat(answer.split("HTTP/1.1 [0-9]{3} ", -1)).as("answers").hasSize(2);
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void aRefusalDoesNotDependOnHowTheBytesAreCut() throws Exception {
        var upstream = proxy.web(RecordingUpstream.ok());
        int port = proxy.port();
        for (var arguments : (Iterable<Arguments>) refused()::iterator) {
            var request = (String) arguments.get()[2];
            inParallel(cuts(request), cut -> {
                try (var client = RawClient.to(port)) {
                    client.send(request.substring(0, cut));
                    Thread.sleep(1);
                    sendIfOpen(client, request.substring(cut) + HIDDEN);
                    assertThat(client.readAll()).as("%s, cut at %s", arguments.get()[1], cut)
                            .startsWith("HTTP/1.1 " + arguments.get()[0]);
                }
            });
        }
        assertThat(upstream.requests()).isEmpty();
    }

    /** Every place where a message of usual length can be cut; of a long message, only places near its ends. */
    private static List<Integer> cuts(String message) {
        return IntStream.range(1, message.length())
                .filter(cut -> cut < 120 || cut > message.length() - 40)
                .boxed()
                .toList();
    }

    private interface Attempt {
        void with(int cut) throws Exception;
    }

    private static void inParallel(List<Integer> cuts, Attempt attempt) throws Exception {
        var atATime = new Semaphore(16);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = cuts.stream().map(cut -> threads.submit(() -> {
                atATime.acquire();
                try {
                    attempt.with(cut);
                } finally {
                    atATime.release();
                }
                return cut;
            })).toList();
            for (var each : attempts) {
                each.get();
            }
        }
    }

    /** A refusal may come before all is sent. */
    static void sendIfOpen(RawClient client, String bytes) {
        try {
            client.send(bytes);
        } catch (java.io.UncheckedIOException alreadyRefused) {
            // the answer is there to be read
        }
    }

    @Test
    void anotherProtocolIsRefusedAtItsFirstByte() {
        var hello = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";
        assertThat(proxy.client().send(hello).readAll()).startsWith("HTTP/1.1 400 ")
                .contains("https:// is not offered");
    }

    @ParameterizedTest
    @MethodSource("refusedChunks")
    void chunksThatCouldBeReadInTwoWaysEndTheRequest(String chunks) throws Exception {
        var upstream = proxy.web(RecordingUpstream.ok());
        var request = post("Transfer-Encoding: chunked") + chunks;
        int port = proxy.port();
        inParallel(cuts(request), cut -> {
            try (var client = RawClient.to(port)) {
                client.send(request.substring(0, cut));
                Thread.sleep(1);
                sendIfOpen(client, request.substring(cut) + HIDDEN);
                assertThat(client.readAll()).as("cut at %s", cut).startsWith("HTTP/1.1 4");
            }
        });
        assertThat(upstream.requests()).as("complete requests").isEmpty();
    }

    @Test
    void aProperRequestPassesHoweverItIsCut() throws Exception {
        var upstream = proxy.web(RecordingUpstream.ok());
        var request = "\r\nPOST /x?y HTTP/1.1\r\nHost: web.localhost:80\r\nX-Empty:\r\nX-Long:   a b\t\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "3;a;b=c;d=\"e \\\" f\"\r\nabc\r\n0000a\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n";
        for (int cut = 1; cut < request.length(); cut++) {
            try (var client = RawClient.to(proxy.port())) {
                assertThat(client.sendSplit(request, cut).read().status()).as("cut at %s", cut).isEqualTo(200);
            }
            var seen = upstream.requests().removeLast();
            assertThat(seen.body()).as("cut at %s", cut)
                    .isEqualTo("3;a;b=c;d=\"e \\\" f\"\r\nabc\r\n0000a\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n");
        }
    }

    @Test
    void bytesArriveOneByOne() throws Exception {
        proxy.web(RecordingUpstream.start((request, wire) -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: "
                + request.body().length() + "\r\n\r\n" + request.body())));
        var client = proxy.client();
        for (var b : (post("Content-Length: 4") + "body" + post("Content-Length: 2") + "xy").split("", -1)) {
            client.send(b);
        }
        assertThat(client.read().body()).isEqualTo("body");
        assertThat(client.read().body()).isEqualTo("xy");
    }
}
