package dev.a3s.proxy.page;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.proxy.Localhost;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.Traffic;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages that stand in for a service learn by events when there is something else to show. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class PageEventsTest {
    private static final String EVENTS = "GET /.a3s/events HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/event-stream\r\n\r\n";
    private static final String PAGE = " / HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/html\r\n\r\n";

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    private void web(Target target) {
        proxy.routes().replace(List.of(ProxyFixture.route("web", target)));
    }

    private RawClient follow() {
        var client = proxy.client().send(EVENTS);
        assertThat(RawClient.fieldOf(client.readHead(), "content-type")).isEqualTo("text/event-stream");
        return client;
    }

    private static void expect(RawClient client, String state) {
        var event = "data: " + state + "\n\n";
        assertThat(client.readText(event.length())).isEqualTo(event);
    }

    @Test
    void eachChangeIsSentAndNothingElse() {
        proxy.routes().replace(List.of());
        var client = follow();
        expect(client, "unknown");
        web(new Target.Unavailable());
        expect(client, "unavailable");
        web(new Target.Unavailable());
        web(new Target.Hold(() -> {}));
        expect(client, "held");
        var upstream = proxy.web(RecordingUpstream.ok());
        expect(client, "ready");
        proxy.routes().replace(List.of());
        expect(client, "unknown");
        assertThat(upstream.requests()).isEmpty();
        assertThat(proxy.exchanges()).isEmpty();
    }

    @Test
    void aServiceThatIsRoutedButDoesNotListenIsTriedUntilItDoes() {
        int port;
        try (var gone = RecordingUpstream.ok()) {
            port = gone.port();
        }
        web(ProxyFixture.forward(port));
        var client = follow();
        expect(client, "unreachable");
        proxy.closing(RecordingUpstream.startAt(Localhost.V4, port, (_, _) -> {}));
        expect(client, "ready");
    }

    @Test
    void whoFollowsWakesNobodyAndUsesNothing() {
        var demands = new java.util.concurrent.atomic.AtomicInteger();
        web(new Target.Hold(demands::incrementAndGet));
        expect(follow(), "held");
        var traffic = new Traffic();
        var upstream = proxy.closing(RecordingUpstream.ok());
        web(ProxyFixture.forward(upstream.port(), traffic));
        expect(follow(), "ready");
        assertThat(demands).hasValue(0);
        assertThat(traffic.unusedSince()).isPresent();
    }

    @Test
    void pagesOfServicesThatMayComeBackFollowThem() {
        web(new Target.Unavailable());
        assertThat(proxy.client().send("GET" + PAGE).read().body())
                .contains("new EventSource(\"/.a3s/events\")", "=== \"unavailable\"");
        assertThat(proxy.client().send("GET" + PAGE.replace("web", "none")).read().body()).contains("=== \"unknown\"");
        proxy.web(RecordingUpstream.answering("nonsense\r\n\r\n"));
        assertThat(proxy.client().send("GET" + PAGE).read().body()).contains("=== \"ready\"");
        assertThat(proxy.client().send("GET" + PAGE.replace("web.localhost", "localhost")).read().body())
                .doesNotContain("EventSource");
    }

    @Test
    void aPageInAnswerToAFormDoesNotSendTheFormAgain() {
        web(new Target.Unavailable());
        assertThat(proxy.client().send("POST" + PAGE).read().body()).doesNotContain("EventSource", "refresh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /.a3s/events HTTP/1.1\r\nHost: web.localhost\r\n\r\n",
        "GET /.a3s/events?x HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/event-stream\r\n\r\n",
        "GET /events HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/event-stream\r\n\r\n",
        "POST /.a3s/events HTTP/1.1\r\nHost: web.localhost\r\nAccept: text/event-stream\r\nContent-Length: 0\r\n\r\n"})
    void everythingElseReachesTheService(String request) {
        var upstream = proxy.web(RecordingUpstream.ok());
        assertThat(proxy.client().send(request).read().body()).isEqualTo("ok");
        assertThat(upstream.requests()).hasSize(1);
    }
}
