package dev.a3s.health;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.config.HealthSpec.StatusRange;
import dev.a3s.health.Probe.Result;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class HttpProbeTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void a2xxIsHealthy() throws Exception {
        try (var server = LineServer.answering("127.0.0.1", "HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Healthy());
        }
    }

    @Test
    void theRequestIsAPlainGetForLocalhost() throws Exception {
        try (var server = LineServer.answering("127.0.0.1", "HTTP/1.1 200 OK\r\n\r\n")) {
            new HttpProbe(server.port(), "/health?full=1", StatusRange.SUCCESS, LONG).check();
            assertThat(server.requests()).containsExactly("GET /health?full=1 HTTP/1.1\r\nHost: localhost:"
                    + server.port() + "\r\nAccept: */*\r\nConnection: close\r\nUser-Agent: a3s-health\r\n\r\n");
        }
    }

    @Test
    void theRequestHasTheNameOfItsUrlAndFurtherFields() throws Exception {
        try (var server = LineServer.answering("127.0.0.1", "HTTP/1.1 200 OK\r\n\r\n")) {
            new HttpProbe(server.port(), "/", StatusRange.SUCCESS, "api.localhost",
                    Map.of("X-Api-Key", "secret", "accept", "text/plain"), LONG).check();
            new HttpProbe(server.port(), "/", StatusRange.SUCCESS, "localhost", Map.of("Host", "shop.example"), LONG)
                    .check();
            assertThat(server.requests()).containsExactly("GET / HTTP/1.1\r\nHost: api.localhost:" + server.port()
                    + "\r\nAccept: text/plain\r\nConnection: close\r\nUser-Agent: a3s-health\r\nX-Api-Key: secret"
                    + "\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: shop.example"
                            + "\r\nAccept: */*\r\nConnection: close\r\nUser-Agent: a3s-health\r\n\r\n");
        }
    }

    @Test
    void anUnwantedStatusIsNamedWithTheWantedOnes() throws Exception {
        try (var server = LineServer.answering("127.0.0.1", "HTTP/1.0 503 Service Unavailable\r\n\r\n")) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Unhealthy(
                    "GET http://localhost:" + server.port() + "/health: 503, expected 200-299"));
        }
    }

    @Test
    void aRedirectIsNotFollowedAndCountsByItsStatus() throws Exception {
        try (var server = LineServer.answering("127.0.0.1", "HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n")) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Unhealthy(
                    "GET http://localhost:" + server.port() + "/health: 302, expected 200-299"));
            assertThat(new HttpProbe(server.port(), "/", new StatusRange(200, 399), LONG).check())
                    .isEqualTo(new Healthy());
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void interimResponsesArePassedOver() throws Exception {
        try (var server = LineServer.answering("127.0.0.1",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Healthy());
        }
    }

    @Test
    void aServerOnIpv6AloneIsFound() throws Exception {
        try (var server = LineServer.answering("::1", "HTTP/1.1 200 OK\r\n\r\n")) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Healthy());
        }
    }

    @Test
    void aServerThatHangsOnOneAddressDoesNotHideAHealthyOneOnTheOther() throws Exception {
        try (var hanging = new LineServer("127.0.0.1", 0, LineServer.silent());
                var _ = new LineServer("::1", hanging.port(), LineServer.sending("HTTP/1.1 200 OK\r\n\r\n"))) {
            assertThat(get(hanging.port(), Duration.ofSeconds(4))).isEqualTo(new Healthy());
        }
    }

    @Test
    void anUnhealthyAnswerOnOneAddressDoesNotHideAHealthyOneOnTheOther() throws Exception {
        try (var ill = LineServer.answering("127.0.0.1", "HTTP/1.1 404 Not Found\r\n\r\n");
                var _ = new LineServer("::1", ill.port(), LineServer.sending("HTTP/1.1 200 OK\r\n\r\n"))) {
            assertThat(get(ill.port(), LONG)).isEqualTo(new Healthy());
        }
    }

    @Test
    void theAddressThatAnsweredIsAskedFirstFromThenOn() throws Exception {
        try (var ill = LineServer.answering("127.0.0.1", "HTTP/1.1 404 Not Found\r\n\r\n");
                var well = new LineServer("::1", ill.port(), LineServer.sending("HTTP/1.1 200 OK\r\n\r\n"))) {
            var probe = new HttpProbe(ill.port(), "/", StatusRange.SUCCESS, LONG);
            probe.check();
            probe.check();
            assertThat(ill.requests()).hasSize(1);
            assertThat(well.requests()).hasSize(2);
        }
    }

    @Test
    void aServerThatNeedsMostOfTheTimeoutIsHealthyWhateverTheOtherAddressDoes() throws Exception {
        try (var slow = new LineServer("127.0.0.1", 0, connection -> {
            Thread.sleep(2_200);
            LineServer.sending("HTTP/1.1 200 OK\r\n\r\n").to(connection);
        }); var _ = new LineServer("::1", slow.port(), LineServer.silent())) {
            assertThat(get(slow.port(), Duration.ofSeconds(4))).isEqualTo(new Healthy());
        }
    }

    @Test
    void anInterruptEndsAProbe() throws Exception {
        try (var server = new LineServer("127.0.0.1", 0, LineServer.silent())) {
            var probing = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(() -> get(server.port(), LONG))
                            .isInstanceOf(InterruptedException.class));
            await("request").until(() -> server.requests().size() == 1);
            probing.interrupt();
            assertThat(probing.join(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void aFreePortIsReportedAsSuch() throws Exception {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        assertThat(get(port, LONG)).isEqualTo(new Unhealthy("nothing listens on port " + port));
    }

    @Test
    void aSilentServerIsGivenTheTimeoutAndNoMore() throws Exception {
        try (var server = new LineServer("127.0.0.1", 0, LineServer.silent())) {
            assertThat(get(server.port(), SHORT)).isEqualTo(new Unhealthy(
                    "GET http://localhost:" + server.port() + "/health: no answer within 300ms"));
        }
    }

    @Test
    void aServerThatSendsAByteAtATimeIsGivenTheTimeoutAndNoMore() throws Exception {
        try (var server = new LineServer("127.0.0.1", 0, HttpProbeTest::dripForEver)) {
            assertThat(get(server.port(), SHORT)).isEqualTo(new Unhealthy(
                    "GET http://localhost:" + server.port() + "/health: no answer within 300ms"));
        }
    }

    private static void dripForEver(Socket connection) throws IOException, InterruptedException {
        while (true) {
            connection.getOutputStream().write("H".getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(20);
        }
    }

    @Test
    void anAnswerInSmallPiecesIsUnderstood() throws Exception {
        try (var server = new LineServer("127.0.0.1", 0, connection -> {
            for (byte b : "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII)) {
                connection.getOutputStream().write(b);
                connection.getOutputStream().flush();
                Thread.sleep(1);
            }
        })) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Healthy());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2 200\r\n", "HTTP/1.1 20 OK\r\n", "HTTP/1.1 2000\r\n"})
    void whatIsNotHttpIsShown(String banner) throws Exception {
        try (var server = LineServer.answering("127.0.0.1", banner)) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Unhealthy("GET http://localhost:" + server.port()
                    + "/health: the answer is not HTTP: \"" + banner.strip() + "\""));
        }
    }

    @Test
    void aConnectionThatIsClosedWithoutAnAnswerIsReportedAsSuch() throws Exception {
        try (var server = LineServer.answering("127.0.0.1", "")) {
            assertThat(get(server.port(), LONG)).isEqualTo(new Unhealthy("GET http://localhost:" + server.port()
                    + "/health: the connection was closed without an answer"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "", "/a b", "/a\r\nX: y"})
    void aPathThatIsNoneIsRefused(String path) {
        assertThatThrownBy(() -> new HttpProbe(80, path, StatusRange.SUCCESS, LONG))
                .hasMessageContaining("not a request path");
    }

    private static Result get(int port, Duration timeout) throws InterruptedException {
        return new HttpProbe(port, "/health", StatusRange.SUCCESS, timeout).check();
    }
}
