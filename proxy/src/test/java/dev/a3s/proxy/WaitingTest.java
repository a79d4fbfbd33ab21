package dev.a3s.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.message.Downstream;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class WaitingTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture().with(settings -> settings.withEventLoops(3));
    private final AtomicInteger demands = new AtomicInteger();

    private void hold() {
        target(new Target.Hold(demands::incrementAndGet));
    }

    private void target(Target target) {
        proxy.routes().replace(List.of(ProxyFixture.route("web", target)));
    }

    private void awaitDemands(int count) {
        await("requests wait").untilAsserted(() -> assertThat(demands).hasValueGreaterThanOrEqualTo(count));
    }

    @Test
    void requestsWaitAndGoOnInOrderWhenTheServiceIsThere() {
        hold();
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < 20; i++) {
            clients.add(proxy.client()
                    .send("POST /" + i + " HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbody"));
            awaitDemands(i + 1);
        }
        var upstream = proxy.closing(RecordingUpstream.ok());
        target(ProxyFixture.forward(upstream.port()));
        clients.forEach(client -> assertThat(client.read().status()).isEqualTo(200));
        assertThat(upstream.requests()).hasSize(20).allMatch(request -> request.body().equals("body"));
        var order = upstream.requests()
                .stream()
                .map(request -> Integer.parseInt(request.line().split("[/ ]", -1)[2]))
                .toList();
        assertThat(order).hasSize(20).containsAll(IntStream.range(0, 20).boxed().toList());
        assertThat(inversions(order)).as("requests that came before an earlier one, in %s", order).isLessThan(10);
    }

    /** The proxy forwards the requests in order; an upstream that reads each connection on its own thread may swap neighbours. */
    private static long inversions(List<Integer> order) {
        return IntStream.range(1, order.size()).filter(i -> order.get(i) < order.get(i - 1)).count();
    }

    @Test
    void onOneConnectionAtATimeTheOrderIsExact() {
        hold();
        var clients = new ArrayList<RawClient>();
        for (int i = 0; i < 10; i++) {
            clients.add(proxy.client().send("GET /" + i + " HTTP/1.1\r\nHost: web.localhost\r\n\r\n"));
            awaitDemands(i + 1);
        }
        var accepted = new ArrayList<String>();
        try (var listener = new java.net.ServerSocket(0, 100, Localhost.V4)) {
            target(ProxyFixture.forward(listener.getLocalPort()));
            for (var client : clients) {
                try (var connection = listener.accept()) {
                    var line = new java.io.BufferedReader(new java.io.InputStreamReader(connection.getInputStream(),
                            java.nio.charset.StandardCharsets.ISO_8859_1)).readLine();
                    accepted.add(line);
                    connection.getOutputStream()
                            .write("HTTP/1.1 204 x\r\nConnection: close\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    assertThat(client.read().status()).isEqualTo(204);
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(accepted).isEqualTo(IntStream.range(0, 10).mapToObj(i -> "GET /" + i + " HTTP/1.1").toList());
    }

    @Test
    void aServiceThatFailsMeanwhileIsAnsweredAtOnce() {
        hold();
        var client = proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/html\r\n\r\n");
        awaitDemands(1);
        target(new Target.Unavailable());
        var response = client.read();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body()).contains("web: failed", "It exited with 1.", "a3s logs web");
        assertThat(client.send(GET).read().status()).as("the connection goes on").isEqualTo(503);
    }

    @Test
    void aRequestThatWaitedTooLongIsAnsweredWithRetryAfter() {
        proxy.with(settings -> settings.withWaitingTime(Duration.ofMillis(200)));
        hold();
        var client = proxy.client();
        var response = client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/html\r\n\r\n").read();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.field("retry-after")).isEqualTo("2");
        assertThat(response.body()).contains("location.reload");
    }

    @Test
    void aPersonSeesWhatAServiceIsDoingAfterTwoSecondsAndAProgramWaitsOn() {
        hold();
        var head = "GET / HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/html\r\nSec-Fetch-Mode: ";
        var program = proxy.client().send(head + "cors\r\n\r\n");
        var person = proxy.client().send(head + "navigate\r\n\r\n").read();
        assertThat(person.status()).isEqualTo(503);
        assertThat(person.body()).contains("It exited with 1.", "boom", "new EventSource", "\"held\"",
                "location.reload");
        var form = proxy.client()
                .send("POST / HTTP/1.1\r\nHost: web.localhost\r\nSec-Fetch-Mode: navigate\r\nContent-Length: 0\r\n\r\n");
        target(ProxyFixture.forward(proxy.closing(RecordingUpstream.ok()).port()));
        assertThat(program.read().body()).isEqualTo("ok");
        assertThat(form.read().body()).isEqualTo("ok");
    }

    @Test
    void aRouteThatVanishesMeanwhileIs404() {
        hold();
        var client = proxy.client().send(GET);
        awaitDemands(1);
        proxy.routes().replace(List.of());
        assertThat(client.read().status()).isEqualTo(404);
    }

    @Test
    void theWaitingRoomIsBoundedInBytes() {
        hold();
        var big = "POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 1000000\r\n\r\n";
        int fit = (int) (WaitingRoom.MAX_BYTES / (Downstream.MAX_PENDING + big.length()));
        for (int i = 0; i < fit; i++) {
            proxy.client().send(big);
        }
        awaitDemands(fit);
        assertThat(proxy.client().send(big).readAll()).startsWith("HTTP/1.1 503 ").contains("Too many");
    }

    @Test
    void aClientThatLeavesGivesItsPlaceUp() {
        hold();
        for (int i = 0; i < 3; i++) {
            var client = proxy.client().send(GET);
            awaitDemands(i + 1);
            client.close();
        }
        await().untilAsserted(
                () -> assertThat(proxy.exchanges()).hasSize(3).allMatch(exchange -> exchange.status() == 499));
        var upstream = proxy.closing(RecordingUpstream.ok());
        target(ProxyFixture.forward(upstream.port()));
        assertThat(proxy.client().send(GET).read().status()).isEqualTo(200);
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    void aCrashFailsNoRequestHoweverLateTheSupervisorNoticesIt() throws Exception {
        int port;
        try (var gone = RecordingUpstream.ok()) {
            port = gone.port();
        }
        var asked = new CompletableFuture<Void>();
        var noticed = new CompletableFuture<Void>();
        target(ProxyFixture.forward(port, () -> {
            asked.complete(null);
            noticed.join();
            hold();
        }));
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbody");
        asked.join();
        noticed.complete(null);
        awaitDemands(1);
        var back = proxy.closing(RecordingUpstream.startAt(Localhost.V4, port, (_, wire) -> wire.send(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
        target(ProxyFixture.forward(port));
        assertThat(client.read().status()).isEqualTo(200);
        assertThat(back.only().body()).isEqualTo("body");
    }

    @Test
    void aGetThatSeveralCrashesHitIsSentToTheNextOneEachTime() {
        var crashes = new AtomicInteger();
        var crashing = proxy.closing(RecordingUpstream.start((_, wire) -> wire.close()));
        var sound = proxy.closing(RecordingUpstream.ok());
        Runnable crash = () -> {
            crashes.incrementAndGet();
            hold();
        };
        target(ProxyFixture.forward(crashing.port(), crash));
        var client = proxy.client().send(GET);
        for (int restart = 1; restart <= 3; restart++) {
            awaitDemands(restart);
            target(restart < 3 ? ProxyFixture.forward(crashing.port(), crash) : ProxyFixture.forward(sound.port()));
        }
        assertThat(client.read().status()).isEqualTo(200);
        assertThat(crashes).hasValue(3);
    }

    @Test
    void aGetThatEveryProcessDiesOfIsNotSentForEver() {
        var first = proxy.closing(RecordingUpstream.start((_, wire) -> wire.close()));
        var second = proxy.closing(RecordingUpstream.start((_, wire) -> wire.close()));
        toAndFro(first, second);
        assertThat(proxy.client().send(GET).read().status()).isEqualTo(502);
        assertThat(first.requests()).hasSize(2);
        assertThat(second.requests()).hasSize(2);
    }

    /** Routes to {@code now}; each recheck finds that the other upstream has taken its place, for ever to and fro. */
    private void toAndFro(RecordingUpstream now, RecordingUpstream next) {
        target(ProxyFixture.forward(now.port(), () -> toAndFro(next, now)));
    }

    @Test
    void aGetThatASecondProcessDiesOfBeforeItHasAnsweredAnythingIsNotSentToAThird() {
        var traffic = new Traffic();
        var crashing = proxy.closing(RecordingUpstream.start((_, wire) -> wire.close()));
        var sound = proxy.closing(RecordingUpstream.ok());
        target(new Target.Forward(new Upstream("localhost", crashing.port()), traffic,
                () -> target(new Target.Forward(new Upstream("localhost", crashing.port()), traffic,
                        () -> target(ProxyFixture.forward(sound.port(), traffic))))));
        assertThat(proxy.client().send(GET).read().status()).isEqualTo(502);
        assertThat(crashing.requests()).hasSize(2);
        assertThat(sound.requests()).isEmpty();
    }

    @Test
    void aServiceThatListensAndNeverAnswersIsSaidToDoSoAtOnce() {
        var asked = new AtomicInteger();
        var mute = proxy.closing(RecordingUpstream.start((_, wire) -> wire.close()));
        target(ProxyFixture.forward(mute.port(), asked::incrementAndGet));
        var response = proxy.client().send(GET).read();
        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body()).contains("closed the connection without an answer");
        assertThat(asked).hasValue(1);
        assertThat(mute.requests()).hasSize(2);
    }

    @Test
    void aGetThatDiedWithItsServerIsSentToTheNextOne() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            hold();
            wire.close();
        }));
        var client = proxy.client().send(GET);
        awaitDemands(1);
        var next = proxy.closing(RecordingUpstream.ok());
        target(ProxyFixture.forward(next.port()));
        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void aPostThatDiedWithItsServerIsNotSentAgain() {
        proxy.web(RecordingUpstream.start((_, wire) -> {
            hold();
            wire.close();
        }));
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbody");
        assertThat(client.read().status()).isEqualTo(502);
    }

    @Test
    void reloadsFailNoRequestUnderLoad() throws Exception {
        var stop = new java.util.concurrent.atomic.AtomicBoolean();
        var done = new AtomicInteger();
        var failures = new java.util.concurrent.CopyOnWriteArrayList<String>();
        var current = RecordingUpstream.ok();
        target(ProxyFixture.forward(current.port()));
        int port = proxy.port();
        var users = new ArrayList<Thread>();
        for (int user = 0; user < 8; user++) {
            var request = user % 2 == 0 ? GET
                    : "POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbody";
            users.add(Thread.ofVirtual().start(() -> {
                while (!stop.get()) {
                    try (var client = RawClient.to(port)) {
                        for (int i = 0; i < 20 && !stop.get(); i++) {
                            var response = client.send(request).read();
                            done.incrementAndGet();
                            if (response.status() != 200) {
                                failures.add(response.toString());
                            }
                        }
                    } catch (RuntimeException e) {
                        failures.add(e.toString());
                    }
                }
            }));
        }
        for (int reload = 0; reload < 15; reload++) {
            int before = done.get();
            await().until(() -> done.get() > before + 50);
            hold();
            var old = current;
            await("in flight requests end").until(() -> old.openConnections() == 0);
            old.close();
            Thread.sleep(20);
            current = RecordingUpstream.ok();
            target(ProxyFixture.forward(current.port()));
        }
        stop.set(true);
        for (var user : users) {
            user.join();
        }
        current.close();
        assertThat(failures).isEmpty();
        assertThat(done.get()).isGreaterThan(700);
    }
}
