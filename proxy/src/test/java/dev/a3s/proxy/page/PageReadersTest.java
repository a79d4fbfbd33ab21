package dev.a3s.proxy.page;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.Route;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Which pages may read the answers of the proxy's own: those of the same session, so that they see 503 and not "CORS". */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class PageReadersTest {
    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @BeforeEach
    void anApiThatFailedBesideTwoPages() {
        proxy.routes().replace(List.of(ProxyFixture.route("api", new Target.Unavailable()),
                ProxyFixture.route("web", new Target.Unavailable()),
                new Route("other", "evil", "evil.localhost", false, new Target.Unavailable(),
                        () -> ProxyFixture.report("evil"))));
    }

    private RawClient.Response asked(String method, String origin, String more) {
        return proxy.client()
                .send(method + " /x HTTP/1.1\r\nHost: api.localhost:" + proxy.port() + "\r\nOrigin: " + origin + "\r\n"
                        + more + "\r\n")
                .read();
    }

    @Test
    void aPageOfTheSameSessionMay() {
        var origin = "http://web.localhost:" + proxy.port();
        var answer = asked("GET", origin, "Accept: application/json\r\n");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("access-control-allow-origin")).isEqualTo(origin);
        assertThat(answer.field("access-control-allow-credentials")).isEqualTo("true");
        assertThat(answer.field("vary")).contains("Origin");
        assertThat(answer.body()).contains("api: failed");
        assertThat(asked("POST", "http://api.localhost:" + proxy.port(), "Content-Length: 0\r\n")
                .field("access-control-allow-origin")).as("its own").endsWith("api.localhost:" + proxy.port());
    }

    @Test
    void nobodyElseMay() {
        int port = proxy.port();
        for (var origin : List.of("http://evil.localhost:" + port, "http://web.localhost",
                "http://web.localhost:1" + port,
                "https://web.localhost:" + port, "http://localhost:" + port, "http://xweb.localhost:" + port, "null",
                "http://web.localhost:1@evil.localhost:" + port, "http://example.com", "web.localhost:" + port,
                "http://web.localhost:" + port + ", http://evil.localhost:" + port)) {
            var answer = asked("GET", origin, "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("access-control-allow-origin")).as(origin).isEmpty();
            assertThat(asked("OPTIONS", origin, "Access-Control-Request-Method: PUT\r\n").status()).as(origin)
                    .isEqualTo(503);
        }
        var unknown = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: nowhere.localhost\r\nOrigin: http://web.localhost:" + port
                        + "\r\n\r\n")
                .read();
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.field("access-control-allow-origin")).isEmpty();
    }

    @Test
    void whatABrowserAsksBeforeIsAllowedSoThatThePageSeesTheAnswer() {
        var origin = "http://web.localhost:" + proxy.port();
        var answer = asked("OPTIONS", origin,
                "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: content-type, x-token\r\n");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.field("access-control-allow-origin")).isEqualTo(origin);
        assertThat(answer.field("access-control-allow-methods")).isEqualTo("PUT");
        assertThat(answer.field("access-control-allow-headers")).isEqualTo("content-type, x-token");
        assertThat(answer.field("access-control-max-age")).isEqualTo("0");
        assertThat(asked("OPTIONS", origin, "").status()).as("no such question").isEqualTo(503);
    }
}
