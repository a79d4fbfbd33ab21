package dev.a3s.proxy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RawClient;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingTest {
    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @ParameterizedTest
    @ValueSource(strings = {"web.localhost", "web.localhost:7080", "WEB.LocalHost", "web.localhost.",
        "web.localhost.:80"})
    void aNameIsFoundWhateverItsPortCaseAndDot(String host) {
        proxy.web(RecordingUpstream.ok());
        var response = proxy.client().send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").read();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok");
    }

    @Test
    void theHostReachesTheUpstreamAsTheClientSentIt() {
        var upstream = proxy.web(RecordingUpstream.ok());
        proxy.client().send("GET / HTTP/1.1\r\nHost: Web.Localhost:1234\r\n\r\n").read();
        assertThat(upstream.only().field("host")).isEqualTo("Web.Localhost:1234");
    }

    @Test
    void anExactNameBeatsAWildcardAndTheLongestWildcardWins() {
        var exact = proxy.closing(RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ne"));
        var near = proxy.closing(RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nn"));
        var far = proxy.closing(RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nf"));
        proxy.routes()
                .replace(List.of(ProxyFixture.route("x.y.web", ProxyFixture.forward(exact.port())),
                        new Route("shop", "near", "y.web.localhost", true, ProxyFixture.forward(near.port()),
                                () -> ProxyFixture.report("n")),
                        new Route("shop", "far", "web.localhost", true, ProxyFixture.forward(far.port()),
                                () -> ProxyFixture.report("f"))));
        assertThat(bodyFrom("x.y.web.localhost")).isEqualTo("e");
        assertThat(bodyFrom("z.y.web.localhost")).isEqualTo("n");
        assertThat(bodyFrom("a.z.y.web.localhost")).isEqualTo("n");
        assertThat(bodyFrom("z.web.localhost")).isEqualTo("f");
        assertThat(bodyFrom("web.localhost")).isEqualTo("f");
        assertThat(proxy.client().send("GET / HTTP/1.1\r\nHost: xweb.localhost\r\n\r\n").read().status())
                .isEqualTo(404);
    }

    private String bodyFrom(String host) {
        return proxy.client().send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").read().body();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNamesThatAreKnown() {
        proxy.web(RecordingUpstream.ok());
        var html = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: wbe.localhost:1\r\nAccept: text/html,*/*\r\n\r\n")
                .read();
        assertThat(html.status()).isEqualTo(404);
        assertThat(html.field("content-type")).startsWith("text/html");
        assertThat(html.body()).contains("<a href=\"http://web.localhost:" + proxy.port() + "/\">");
        var json = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: wbe.localhost\r\nAccept: application/json\r\n\r\n")
                .read();
        assertThat(json.body()).contains("\"status\":404").contains("http://web.localhost:" + proxy.port() + "/");
        var text = proxy.client().send("GET / HTTP/1.1\r\nHost: wbe.localhost\r\nAccept: */*\r\n\r\n").read();
        assertThat(text.field("content-type")).startsWith("text/plain");
        assertThat(text.body()).contains("http://web.localhost:");
    }

    @Test
    void theNamesAreGroupedAndTheOneProbablyMeantIsOffered() {
        var target = new Target.Unavailable();
        proxy.routes()
                .replace(List.of(
                        new Route("shop", "shop/web", "web.localhost", false, target, () -> ProxyFixture.report("web")),
                        new Route("shop", "shop/web", "web.shop.localhost", false, target,
                                () -> ProxyFixture.report("web")),
                        new Route("blog", "blog/posts", "posts.localhost", false, target,
                                () -> ProxyFixture.report("posts")),
                        new Route("blog", "blog/web", "web.blog.localhost", false, target,
                                () -> ProxyFixture.report("web"))));
        var suffix = ".localhost:" + proxy.port() + "/";
        var text = proxy.client().send("GET / HTTP/1.1\r\nHost: psots.localhost\r\n\r\n").read();
        assertThat(text.status()).isEqualTo(404);
        assertThat(text.body()).isEqualTo("""
                No service is called psots.localhost
                Did you mean http://posts%1$s ?
                These names are served here:
                blog
                  http://posts%1$s
                  http://web.blog%1$s
                shop
                  http://web%1$s
                """.formatted(suffix));
        var json = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: wev.localhost\r\nAccept: application/json\r\n\r\n")
                .read();
        assertThat(json.body()).endsWith("\"meant\":\"http://web" + suffix + "\",\"services\":{\"blog\":[\"http://posts"
                + suffix + "\",\"http://web.blog" + suffix + "\"],\"shop\":[\"http://web" + suffix + "\"]}}\n");
        var html = proxy.client()
                .send("GET / HTTP/1.1\r\nHost: something-else.localhost\r\nAccept: text/html\r\n\r\n")
                .read();
        assertThat(html.body()).contains("<h2>blog</h2>", "<h2>shop</h2>").doesNotContain("Did you mean");
    }

    @Test
    void aShortNameThatNobodyHoldsOffersTheFullNameOfTheOnlyServiceThatIsCalledSo() {
        var target = new Target.Unavailable();
        var web = new Route("blog", "blog/web", "web.blog.localhost", false, target, () -> ProxyFixture.report("web"));
        proxy.routes().replace(List.of(web));
        var asked = "GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n";
        assertThat(proxy.client().send(asked).read().body()).contains("Did you mean http://web.blog.localhost:");
        proxy.routes()
                .replace(List.of(web, new Route("shop", "shop/web", "web.shop.localhost", false, target,
                        () -> ProxyFixture.report("web"))));
        assertThat(proxy.client().send(asked).read().body()).doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a3s.localhost", "localhost:7080"})
    void theProxysOwnNamesShowAnIndex(String host) {
        proxy.web(RecordingUpstream.ok());
        var response = proxy.client().send("GET / HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\n\r\n").read();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).contains("web.localhost");
    }

    @Test
    void aRouteMayClaimTheProxysOwnName() {
        var upstream = proxy.closing(RecordingUpstream.ok());
        proxy.routes()
                .replace(List.of(
                        new Route("shop", "dashboard", "localhost", false, ProxyFixture.forward(upstream.port()),
                                () -> ProxyFixture.report("dashboard"))));
        assertThat(bodyFrom("localhost")).isEqualTo("ok");
    }

    @Test
    void theProxyListensOnBothLoopbackAddresses() {
        proxy.web(RecordingUpstream.ok());
        for (var address : Localhost.BOTH) {
            try (var client = RawClient.to(address, proxy.port())) {
                assertThat(client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read().body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void namesBelowLocalhostAreThisMachineWhateverResolversSay() {
        var upstream = proxy.closing(RecordingUpstream.ok());
        var target = new Target.Forward(new Upstream("db.localhost", upstream.port()), new Traffic());
        proxy.routes().replace(List.of(ProxyFixture.route("web", target)));
        assertThat(proxy.client().send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read().body()).isEqualTo("ok");
    }

    @Test
    void anUpstreamThatListensOnIpv6OnlyIsFound() {
        var upstream = proxy.web(RecordingUpstream.startAt(Localhost.V6, 0,
                (_, wire) -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n6")));
        assertThat(bodyFrom("web.localhost")).isEqualTo("6");
        assertThat(bodyFrom("web.localhost")).isEqualTo("6");
        assertThat(upstream.requests()).hasSize(2);
    }
}
