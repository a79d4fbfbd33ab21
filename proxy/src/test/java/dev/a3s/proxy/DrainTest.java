package dev.a3s.proxy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of exchanges with a process that is about to end, once the routes have moved away from it. */
class DrainTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";
    private static final String POST = "POST /orders?secret=1 HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 4\r\n\r\nbody";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Duration NEVER = Duration.ofMinutes(5);
    /** Nothing is given up in the time of a test. */
    private static final DrainLimits PATIENT = new DrainLimits(NEVER, NEVER, NEVER, NEVER);
    /** Longer than a machine under load makes a byte wait. */
    private static final Duration A_WHILE = Duration.ofMillis(1500);

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture().with(settings -> settings.withEventLoops(3));
    private final CountDownLatch gate = new CountDownLatch(1);

    private void web(Target target) {
        proxy.routes().replace(List.of(ProxyFixture.route("web", target)));
    }

    private RecordingUpstream web(RecordingUpstream upstream) {
        web(ProxyFixture.forward(proxy.closing(upstream).port()));
        return upstream;
    }

    /** Holds {@code web} and has it drained, as the supervisor does before it ends the process. */
    private Drain drain(RecordingUpstream old, DrainLimits patience) {
        web(new Target.Hold(() -> {}));
        return proxy.drain(old, patience);
    }

    private static void awaitRequests(RecordingUpstream upstream, int count) {
        await("asked").until(() -> upstream.requests().size() == count);
    }

    private static List<String> cut(Drain drain) throws Exception {
        return drain.over().get(20, TimeUnit.SECONDS);
    }

    private Exchange.End end() {
        await("recorded").until(() -> proxy.exchanges().size() == 1);
        return proxy.exchanges().getFirst().end();
    }

    @Test
    void aGetOfWhoseAnswerNothingHasComeGoesOnWithTheNextProcess() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> wire.in().read()));
        var client = proxy.client().send(GET);
        awaitRequests(old, 1);
        long begun = System.nanoTime();
        assertThat(cut(drain(old, DrainLimits.USUAL))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(400));
        await("its connection has ended").until(() -> old.openConnections() == 0);
        var next = web(RecordingUpstream.ok());
        assertThat(client.read().body()).isEqualTo("ok");
        assertThat(next.only().line()).isEqualTo("GET / HTTP/1.1");
        assertThat(end()).isEqualTo(Exchange.End.ANSWERED);
    }

    @Test
    void aPostIsWaitedForAndNamedIfThatTakesLong() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> {
            gate.await();
            wire.send(OK);
        }));
        var client = proxy.client().send(POST);
        awaitRequests(old, 1);
        var drain = drain(old, PATIENT);
        await("named").untilAsserted(() -> assertThat(proxy.waitedFor()).containsExactly("POST /orders"));
        assertThat(drain.over()).isNotDone();
        gate.countDown();
        assertThat(client.read().status()).isEqualTo(200);
        assertThat(cut(drain)).isEmpty();
    }

    @Test
    void aPostThatStandsStillIsCutOffAndAnsweredByTheProxy() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> wire.in().read()));
        var client = proxy.client().send(POST);
        awaitRequests(old, 1);
        assertThat(cut(drain(old, DrainLimits.USUAL.atMost(Duration.ofMillis(100))))).containsExactly("POST /orders");
        var answer = client.read();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("web was restarted before it had answered", "a3s restarted it")
                .doesNotContain("broken");
        assertThat(end()).isEqualTo(Exchange.End.CUT_OFF);
    }

    @Test
    void aStopCutsOffWhatIsUnderWayAtOnce() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> wire.in().read()));
        var post = proxy.client().send(POST);
        var get = proxy.client().send(GET);
        awaitRequests(old, 2);
        web(new Target.Unavailable());
        var drain = proxy.drain(old, PATIENT);
        drain.hurry();
        assertThat(cut(drain)).containsExactly("POST /orders");
        assertThat(post.read().body()).contains("web was stopped before it had answered");
        assertThat(get.read().body()).contains("It exited with 1.");
    }

    @Test
    void anUploadFinishesAsLongAsItMoves() throws Exception {
        var old = web(RecordingUpstream.answering(OK));
        var client = proxy.client().send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 25\r\n\r\n");
        await("a connection").until(() -> old.connections() == 1);
        var drain = drain(old, PATIENT.atMost(A_WHILE));
        for (int sent = 0; sent < 25; sent++) {
            TimeUnit.MILLISECONDS.sleep(100);
            client.send("x");
        }
        assertThat(client.read().status()).isEqualTo(200);
        assertThat(cut(drain)).isEmpty();
    }

    @Test
    void aDownloadFinishesAsLongAsItMoves() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n");
            for (int sent = 0; sent < 25; sent++) {
                TimeUnit.MILLISECONDS.sleep(100);
                wire.send("x");
            }
        }));
        var client = proxy.client().send(GET);
        var head = client.readHead();
        var drain = drain(old, PATIENT.atMost(A_WHILE));
        assertThat(head).contains("200 OK");
        assertThat(client.readText(25)).hasSize(25);
        assertThat(cut(drain)).isEmpty();
    }

    @Test
    void whatTheClientTakesSlowlyMovesToo() throws Exception {
        int size = 16 << 20;
        var old = web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            wire.out().write(new byte[size]);
        }));
        var client = proxy.client().send(GET);
        client.readHead();
        var drain = drain(old, PATIENT.atMost(A_WHILE));
        int read = 0;
        for (int part = 0; part < 32; part++) {
            TimeUnit.MILLISECONDS.sleep(100);
            read += client.in().readNBytes(size / 32).length;
        }
        assertThat(read).isEqualTo(size);
        assertThat(cut(drain)).isEmpty();
    }

    @Test
    void aStreamThatIsIdleEndsSoon() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> {
            wire.send(CHUNKED + "3\r\n{}\n\r\n");
            wire.in().read();
        }));
        var client = proxy.client().send("GET /feed HTTP/1.1\r\nHost: web.localhost\r\n\r\n");
        client.readHead();
        assertThat(cut(drain(old, new DrainLimits(NEVER, Duration.ofMillis(300), NEVER, NEVER))))
                .containsExactly("GET /feed");
        assertThat(client.readAll()).startsWith("3\r\n{}\n\r\n").doesNotContain("0\r\n\r\n");
        assertThat(end()).isEqualTo(Exchange.End.CUT_OFF);
    }

    @Test
    void eventsDelayNothing() throws Exception {
        var old = web(RecordingUpstream.start((request, wire) -> {
            if (request.line().startsWith("POST")) {
                gate.await();
                wire.send(OK);
            } else {
                wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
                wire.in().read();
            }
        }));
        var events = proxy.client().send(GET);
        events.readHead();
        var post = proxy.client().send(POST);
        awaitRequests(old, 2);
        var drain = drain(old, PATIENT);
        assertThat(drain.over()).as("while the POST is being answered").isNotDone();
        gate.countDown();
        assertThat(cut(drain)).isEmpty();
        assertThat(post.read().status()).isEqualTo(200);
        assertThat(events.readAll()).contains("data: 1");
        await("ended").until(() -> old.openConnections() == 0);
    }

    @Test
    void anUpgradedConnectionIsLeftAlone() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> {
            wire.send("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: odd/7\r\n\r\n");
            wire.in().transferTo(wire.out());
        }));
        var client = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: web.localhost\r\nConnection: Upgrade\r\nUpgrade: odd/7\r\n\r\n");
        client.readHead();
        assertThat(cut(drain(old, PATIENT))).isEmpty();
        assertThat(client.send("ping").readText(4)).isEqualTo("ping");
    }

    @Test
    void whatNeverEndsIsCutOffInTheEnd() throws Exception {
        var old = web(RecordingUpstream.start((_, wire) -> {
            wire.send(CHUNKED);
            while (true) {
                wire.send("1\r\nx\r\n");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }));
        proxy.client().send(GET).readHead();
        assertThat(cut(drain(old, new DrainLimits(NEVER, NEVER, NEVER, Duration.ofMillis(700)))))
                .containsExactly("GET /");
    }

    /** What a supervisor does that stops a service without losing a request: hold, wait until all is answered, stop it. */
    @Test
    void nothingReachesAServiceOnceItIsHeldAndDrained() throws Exception {
        var stop = new AtomicBoolean();
        var requests = new AtomicInteger();
        var failures = new CopyOnWriteArrayList<String>();
        var dead = new ConcurrentHashMap<Integer, AtomicBoolean>();
        var late = new AtomicInteger();
        int port = proxy.port();
        for (int round = 0; round < 20; round++) {
            int generation = round;
            dead.put(generation, new AtomicBoolean());
            var upstream = RecordingUpstream.start((_, wire) -> {
                if (dead.get(generation).get()) {
                    late.incrementAndGet();
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(5));
                if (dead.get(generation).get()) {
                    late.incrementAndGet();
                }
                wire.send(OK);
            });
            web(ProxyFixture.forward(upstream.port()));
            if (round == 0) {
                for (int user = 0; user < 8; user++) {
                    var request = user % 2 == 0 ? GET : POST;
                    proxy.closing(keepAsking(port, request, stop, requests, failures));
                }
            }
            int before = requests.get();
            await().until(() -> requests.get() > before + 30);
            web(new Target.Hold(() -> {}));
            assertThat(proxy.drain(upstream, DrainLimits.USUAL).over().join()).isEmpty();
            dead.get(generation).set(true);
            upstream.close();
        }
        web(RecordingUpstream.ok());
        stop.set(true);
        assertThat(late).hasValue(0);
        assertThat(failures).isEmpty();
    }

    private static AutoCloseable keepAsking(int port, String request, AtomicBoolean stop, AtomicInteger requests,
            List<String> failures) {
        var user = Thread.ofVirtual().start(() -> {
            try (var client = RawClient.to(port)) {
                while (!stop.get()) {
                    int status = client.send(request).read().status();
                    requests.incrementAndGet();
                    if (status != 200) {
                        failures.add(request.substring(0, 4) + status);
                    }
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
        });
        return user::join;
    }
}
