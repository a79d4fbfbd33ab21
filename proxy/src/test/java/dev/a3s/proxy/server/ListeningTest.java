package dev.a3s.proxy.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.a3s.proxy.Localhost;
import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("StringConcatToTextBlock") // lines end with CR LF here
class ListeningTest {
    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, Localhost.V4)) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> ProxyServer.start(new ProxySettings("127.0.0.1", port, _ -> {}), new Routes()))
                    .isInstanceOfSatisfying(ListenFailed.class, failed -> {
                        assertThat(failed.host()).isEqualTo("127.0.0.1");
                        assertThat(failed.port()).isEqualTo(port);
                        assertThat(failed).hasMessageContaining("in use").hasCauseInstanceOf(IOException.class);
                    });
        }
    }

    @Test
    void aPortThatIsTakenOnIpv6AloneIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, Localhost.V6)) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> ProxyServer.start(new ProxySettings("127.0.0.1", port, _ -> {}), new Routes()))
                    .isInstanceOf(ListenFailed.class);
            new ServerSocket(port, 1, Localhost.V4).close();
        }
    }

    @Test
    void thePortIsFreeOnceTheProxyIsClosed() throws IOException {
        var server = ProxyServer.start(new ProxySettings("127.0.0.1", 0, _ -> {}), new Routes());
        int port = server.port();
        server.close();
        new ServerSocket(port, 1, Localhost.V4).close();
        new ServerSocket(port, 1, Localhost.V6).close();
    }

    @Test
    void itServesOverNioWhereNativeCodeIsNotAllowed() {
        proxy.on(Transport.nio());
        proxy.web(RecordingUpstream.ok());
        var client = proxy.client();
        for (int i = 0; i < 3; i++) {
            assertThat(
                    client.send("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 2\r\n\r\nhi").read().body())
                    .isEqualTo("ok");
        }
        assertThat(client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").shutdownOutput().readAll())
                .endsWith("ok");
    }

    @Test
    void theBestTransportIsNative() {
        assertThat(Transport.best().name()).isEqualTo(System.getProperty("dev.a3s.proxy.transport", "io_uring"));
    }

    @Test
    void twoRoutesCannotClaimOneHost() {
        var route = ProxyFixture.route("web", ProxyFixture.forward(1));
        assertThatThrownBy(() -> new Routes().replace(List.of(route, route)))
                .hasMessageContaining("both claim web.localhost");
    }

    @Test
    void aClientOverIpv6IsForwardedAsSuch() {
        var upstream = proxy.web(RecordingUpstream.ok());
        try (var client = RawClient.to(Localhost.V6, proxy.port())) {
            client.send("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n").read();
        }
        assertThat(upstream.only().field("x-forwarded-for")).isEqualTo("::1");
        assertThat(upstream.only().field("forwarded")).startsWith("for=\"[::1]\";");
    }
}
