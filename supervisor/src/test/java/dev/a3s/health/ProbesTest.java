package dev.a3s.health;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import dev.a3s.config.Command;
import dev.a3s.config.HealthSpec;
import dev.a3s.config.HealthSpec.Check;
import dev.a3s.config.HealthSpec.StatusRange;
import dev.a3s.config.Port;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProbesTest {

    @Test
    void withoutABlockThePortMustAcceptAConnection() throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var port = new Port.Chosen(listener.getLocalPort());
            assertThat(probe(Optional.empty(), port).check()).isEqualTo(new Healthy());
        }
    }

    @Test
    void withoutAPortTheProcessIsEnough() throws Exception {
        assertThat(probe(Optional.empty(), new Port.None()).check()).isEqualTo(new Healthy());
    }

    @Test
    void anHttpCheckGoesToTheServicesOwnPortUnlessItNamesAnother() throws Exception {
        try (var own = LineServer.answering("127.0.0.1", "HTTP/1.1 200 OK\r\n\r\n");
                var other = LineServer.answering("127.0.0.1", "HTTP/1.1 404 Not Found\r\n\r\n")) {
            var port = new Port.Fixed(own.port());
            assertThat(probe(http(OptionalInt.empty()), port).check()).isEqualTo(new Healthy());
            assertThat(probe(http(OptionalInt.of(other.port())), port).check()).isInstanceOf(Unhealthy.class);
            assertThat(probe(http(OptionalInt.of(own.port())), new Port.None()).check()).isEqualTo(new Healthy());
        }
    }

    @Test
    void aCheckThatNeedsAPortIsRefusedWhereThereIsNone() {
        assertThatThrownBy(() -> probe(http(OptionalInt.empty()), new Port.None()))
                .hasMessageContaining("the service has none");
    }

    @Test
    void theOtherChecksHaveProbesOfTheirOwn() {
        assertThat(probe(spec(new Check.Tcp(OptionalInt.of(1))), new Port.None())).isInstanceOf(TcpProbe.class);
        assertThat(probe(spec(new Check.Cmd(new Command.Shell("true"))), new Port.None()))
                .isInstanceOf(CommandProbe.class);
        assertThat(probe(spec(new Check.Log("ready")), new Port.None())).isInstanceOf(LogProbe.class);
    }

    @Test
    void aProcessThatHasOnlyJustStartedIsNotReadyYet() throws InterruptedException {
        assertThat(new ProcessProbe(Instant.now()).check()).isInstanceOf(Probe.Result.Unhealthy.class);
        assertThat(new ProcessProbe(Instant.now().minusMillis(200)).check()).isEqualTo(new Probe.Result.Healthy());
    }

    private static Probe probe(Optional<HealthSpec> health, Port port) {
        return Probes.of(health, port, Path.of("."), Map.of(), Instant.now().minusSeconds(1));
    }

    private static Optional<HealthSpec> http(OptionalInt port) {
        return spec(new Check.Http(port, "/health", StatusRange.SUCCESS));
    }

    private static Optional<HealthSpec> spec(Check check) {
        return Optional.of(new HealthSpec(check, HealthSpec.DEFAULT_INTERVAL, HealthSpec.DEFAULT_TIMEOUT,
                HealthSpec.DEFAULT_RETRIES, false));
    }
}
