package dev.a3s.health;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

import static org.assertj.core.api.Assertions.assertThat;

class TcpProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0", "::"})
    void aListenerOnAnyLoopbackAddressIsHealthy(String address) throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.ofLiteral(address))) {
            assertThat(new TcpProbe(listener.getLocalPort(), TIMEOUT).check()).isEqualTo(new Healthy());
        }
    }

    @Test
    void aFreePortIsReportedAsSuch() throws Exception {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        assertThat(new TcpProbe(port, TIMEOUT).check()).isEqualTo(new Unhealthy("nothing listens on port " + port));
    }
}
