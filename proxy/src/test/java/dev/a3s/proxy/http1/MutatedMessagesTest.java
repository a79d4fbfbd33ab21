package dev.a3s.proxy.http1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Valid messages with random damage: client, proxy and upstream always agree on how many messages there were, and the next
 * exchange is unharmed.
 */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class MutatedMessagesTest {
    private static final List<String> REQUESTS = List.of("GET /a?b HTTP/1.1\r\nHost: web.localhost\r\nX-Y: z\r\n\r\n",
            "POST /p HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 12\r\nTE: trailers\r\n\r\nGET /x HTTP/",
            "PUT /c HTTP/1.1\r\nHost: web.localhost\r\nTransfer-Encoding: chunked\r\nConnection: x-y, te\r\nX-Y: 1\r\n\r\n"
                    + "b;k=\"v\"\r\nGET /x HTTP\r\n3\r\n\r\n\r\r\n0\r\nX-T: u\r\n\r\n",
            "GET http://web.localhost/q HTTP/1.1\r\nHost: other\r\nX-Forwarded-For: 1\r\n\r\n");
    private static final List<String> RESPONSES = List.of(
            "HTTP/1.1 200 OK\r\nX-Y: z\r\nContent-Length: 18\r\n\r\nHTTP/1.1 200 OK\r\n\r",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: x\r\n\r\nb;k=v\r\nHTTP/1.1 20\r\n0\r\nX-T: u\r\n\r\n",
            "HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\nHTTP/1.1 204 No\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end");
    private static final String PIECES = "\r\n\0\t :;,=\"0019afx\u000b\f\u0085\u00a0\u00ff";
    private static final String LAST = "GET /last HTTP/1.1\r\nHost: web.localhost\r\nConnection: close\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();
    private final Logger log = Logger.getLogger("dev.a3s.proxy");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                mistakes.add(line.getMessage() + ": " + line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Random random = new Random();
    private long seed;

    @BeforeEach
    void seed() {
        seed = System.nanoTime();
        random.setSeed(seed);
        System.out.println("MutatedMessagesTest seed " + seed);
        log.addHandler(listener);
    }

    @AfterEach
    void nothingWentWrongInside() {
        log.removeHandler(listener);
        assertThat(mistakes).as("seed %s", seed).isEmpty();
    }

    @Test
    void clientAndUpstreamAgreeOnWhatWasAsked() throws Exception {
        var upstream = proxy.web(RecordingUpstream.start((request, wire) -> {
            var echo = request.line();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + echo.length() + "\r\n\r\n" + echo);
        }));
        for (int round = 0; round < 1200; round++) {
            var sent = mutated(REQUESTS) + REQUESTS.get(random.nextInt(REQUESTS.size())) + LAST;
            String received;
            try (var client = RawClient.to(proxy.port())) {
                int cut = 1 + random.nextInt(sent.length() - 1);
                client.send(sent.substring(0, cut));
                SmugglingTest.sendIfOpen(client, sent.substring(cut));
                endIfOpen(client); // a message that lost bytes would wait for them
                received = client.readAll();
            }
            var what = "seed " + seed + " round " + round + " sent " + sent;
            var answered = bodiesOf(received, what);
            assertThat(upstream.requests().stream()
                    .filter(MutatedMessagesTest::isWhole)
                    .map(RecordingUpstream.Request::line)).as(what)
                    .startsWith(answered.toArray(new String[0]));
            assertThat(proxy.exchanges().stream()
                    .filter(exchange -> exchange.status() == 200 && !exchange.service().isEmpty())
                    .map(exchange -> exchange.method() + " ")).as(what)
                    .isEqualTo(answered.stream().map(line -> line.substring(0, line.indexOf(' ') + 1)).toList());
            assertThat(upstream.requests()).as(what).allSatisfy(MutatedMessagesTest::isUnambiguous);
            upstream.requests().clear();
            proxy.exchanges().clear();
        }
    }

    private static void endIfOpen(RawClient client) {
        try {
            client.shutdownOutput();
        } catch (java.io.UncheckedIOException alreadyRefused) {
            // the answer is there to be read
        }
    }

    /** What upstreams answered, in order; what the proxy answered itself is of no interest here. */
    private static List<String> bodiesOf(String received, String what) {
        var bodies = new ArrayList<String>();
        var rest = received;
        while (!rest.isEmpty() && !rest.startsWith("[")) {
            int end = rest.indexOf("\r\n\r\n") + 4;
            assertThat(rest).as(what).startsWith("HTTP/1.1 ");
            assertThat(end).as(what).isGreaterThan(4);
            var head = rest.substring(0, end);
            int length = Integer.parseInt(RawClient.fieldOf(head, "content-length"));
            var body = rest.substring(end, end + length);
            if (RawClient.fieldOf(head, "a3s-page").isEmpty()) {
                bodies.add(body);
            }
            rest = rest.substring(end + length);
        }
        return bodies;
    }

    /** A request that was cut is recorded late, maybe only in the next round, and is never answered. */
    private static boolean isWhole(RecordingUpstream.Request request) {
        var length = request.field("content-length");
        return length.isEmpty() || request.body().length() == Integer.parseInt(length);
    }

    private static void isUnambiguous(RecordingUpstream.Request request) {
        var head = request.head();
        assertThat(head.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
        assertThat(head.lines().skip(1).filter(line -> !line.isEmpty()))
                .allMatch(line -> line.matches("(?s)[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*"));
        assertThat(head.lines().filter(line -> line.regionMatches(true, 0, "host:", 0, 5))).hasSize(1);
        assertThat(request.field("content-length").isEmpty() || request.field("transfer-encoding").isEmpty()).isTrue();
        assertThat(request.field("content-length")).matches("[0-9]*");
        assertThat(request.field("transfer-encoding").toLowerCase(java.util.Locale.ROOT)).isIn("", "chunked");
    }

    @Test
    void aBrokenAnswerNeverTouchesTheNextOne() throws Exception {
        var answers = new java.util.concurrent.LinkedBlockingQueue<String>();
        proxy.web(RecordingUpstream.start((request, wire) -> {
            if (request.line().startsWith("GET /first ")) {
                wire.send(answers.take());
                Thread.ofVirtual().start(() -> closeSoon(wire));
            } else {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond");
            }
        }));
        for (int round = 0; round < 600; round++) {
            var answer = mutated(RESPONSES);
            var what = "seed " + seed + " round " + round + " answer " + answer;
            answers.clear();
            answers.addAll(List.of(answer, answer)); // sent again if the first was taken for a connection that died
            try (var client = RawClient.to(proxy.port())) {
                client.send("GET /first HTTP/1.1\r\nHost: web.localhost\r\n\r\n");
                boolean goesOn = readsWell(client);
                try (var next = goesOn ? client : RawClient.to(proxy.port())) {
                    var second = next.send("GET /second HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read();
                    assertThat(second.status()).as(what).isEqualTo(200);
                    assertThat(second.body()).as(what).isEqualTo("second");
                }
            }
        }
    }

    /** Whether a whole answer came and another may follow on its connection. */
    private static boolean readsWell(RawClient client) {
        try {
            var first = client.read();
            while (first.status() < 200) {
                first = client.read();
            }
            var length = first.field("content-length");
            return length.isEmpty() || first.status() == 204 || Integer.parseInt(length) == first.body().length();
        } catch (java.io.UncheckedIOException cut) {
            return false;
        }
    }

    private static void closeSoon(RecordingUpstream.Wire wire) {
        try {
            Thread.sleep(Duration.ofMillis(15));
            wire.close();
        } catch (InterruptedException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String mutated(List<String> messages) {
        var message = new StringBuilder(messages.get(random.nextInt(messages.size())));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(message.length());
            int to = Math.min(message.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> message.setCharAt(at, piece());
                case 1 -> message.insert(at, piece());
                case 2 -> message.deleteCharAt(at);
                case 3 -> message.insert(at, message.substring(at, to));
                default -> message.delete(at, Math.min(to, message.length() - 1));
            }
        }
        return message.toString();
    }

    private char piece() {
        return PIECES.charAt(random.nextInt(PIECES.length()));
    }
}
