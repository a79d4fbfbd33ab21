package dev.a3s.proxy.http1;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/** Random exchanges have the same result through the proxy as without it, whatever the sizes, framings and cuts. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class DifferentialTest {
    private static final List<String> METHODS = List.of("GET", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS",
            "HEAD", "M-SEARCH");
    /** Fields that every proxy adds or removes. */
    private static final Set<String> OURS = Set.of("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
            "x-forwarded-port",
            "forwarded", "via",
            "connection", "transfer-encoding");

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @Test
    void throughTheProxyAndDirectlyTheSameArrives() throws Exception {
        long seed = System.nanoTime();
        System.out.println("DifferentialTest seed " + seed);
        var random = new Random(seed);
        var responses = new java.util.concurrent.LinkedBlockingQueue<String>();
        var closes = new java.util.concurrent.LinkedBlockingQueue<Boolean>();
        var upstream = proxy.web(RecordingUpstream.start((_, wire) -> {
            var response = responses.take();
            boolean close = closes.take(); // before the response is sent: after it, the next request may come first
            int cut = Math.min(response.length(), 1 + response.length() / 3);
            wire.send(response.substring(0, cut));
            wire.send(response.substring(cut));
            if (close) {
                wire.close();
            }
        }));
        var through = RawClient.to(proxy.port());
        for (int round = 0; round < 400; round++) {
            var request = request(random);
            boolean toHead = request.startsWith("HEAD");
            boolean untilClose = random.nextInt(8) == 0;
            var response = response(random, toHead, untilClose);
            responses.addAll(List.of(response, response));
            closes.addAll(List.of(untilClose, untilClose));
            var seen = new ArrayList<String>();
            try (var direct = RawClient.to(upstream.port())) {
                seen.add(comparable(send(direct, request, random), toHead));
            }
            seen.add(comparable(send(through, request, random), toHead));
            var requests = upstream.requests();
            assertThat(seen.get(1)).as("response, seed %s round %s to %s", seed, round, request).isEqualTo(seen.get(0));
            assertThat(comparable(requests.get(1))).as("request, seed %s round %s", seed, round)
                    .isEqualTo(comparable(requests.get(0)));
            requests.clear();
        }
        through.close();
    }

    private static RawClient send(RawClient client, String request, Random random) throws InterruptedException {
        return random.nextInt(4) == 0
                ? client.sendSplit(request, 1 + random.nextInt(request.length() - 1))
                : client.send(request);
    }

    private static String comparable(RawClient client, boolean toHead) {
        var response = toHead ? client.readToHead() : client.read();
        return fields(response.head()) + "\n" + response.body();
    }

    private static String comparable(RecordingUpstream.Request request) {
        return fields(request.head()) + "\n" + request.body();
    }

    private static List<String> fields(String head) {
        return head.lines()
                .filter(line -> !OURS.contains(line.split(":", 2)[0].toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    private static String request(Random random) {
        var method = METHODS.get(random.nextInt(METHODS.size()));
        var head = method + " /" + word(random, 60) + "?" + word(random, 30) + " HTTP/1.1\r\nhOsT: web.localhost\r\n"
                + fields(random);
        return switch (random.nextInt(3)) {
            case 0 -> head + "\r\n";
            case 1 -> {
                var body = word(random, size(random));
                yield head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            }
            default -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(random);
        };
    }

    private static String response(Random random, boolean toHead, boolean untilClose) {
        int status = List.of(200, 201, 204, 304, 404, 500, 299).get(random.nextInt(7));
        var head = "HTTP/1.1 " + status + " " + word(random, 10) + "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                + fields(random);
        boolean bodiless = toHead || status == 204 || status == 304;
        if (bodiless) {
            return head + "\r\n";
        }
        if (untilClose) {
            return head + "\r\n" + word(random, size(random));
        }
        if (random.nextBoolean()) {
            return head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(random);
        }
        var body = word(random, size(random));
        return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static int size(Random random) {
        return random.nextInt(10) == 0 ? 300_000 : random.nextInt(3000);
    }

    private static String fields(Random random) {
        var fields = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            fields.append("X-")
                    .append(Integer.toHexString(random.nextInt()))
                    .append(": ")
                    .append(word(random, 50))
                    .append("\r\n");
        }
        return fields.toString();
    }

    private static String chunks(Random random) {
        var chunks = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            var chunk = word(random, 1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 100));
            chunks.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk).append("\r\n");
        }
        return chunks.append("0\r\n").append(random.nextBoolean() ? "X-Trailer: t\r\n" : "").append("\r\n").toString();
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int c = 33 + random.nextInt(94 + 95);
            word.append((char) (c < 127 ? c : c + 34));
        }
        return word.toString();
    }
}
