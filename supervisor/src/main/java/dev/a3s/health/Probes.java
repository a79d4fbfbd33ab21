package dev.a3s.health;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.config.HealthSpec;
import dev.a3s.config.HealthSpec.Check;
import dev.a3s.config.Port;

/** Chooses the probe of a service. */
public final class Probes {

    private Probes() {}

    /**
     * What the {@code health} block asks for; without one, whether the port accepts a connection; without a port, that
     * the process lives.
     *
     * @param health      the service's block
     * @param port        where the service is expected
     * @param dir         where a {@code cmd} check runs
     * @param environment the whole environment of a {@code cmd} check
     * @param started     when its process began
     * @throws IllegalArgumentException if the block asks for a port and there is none
     */
    public static Probe of(Optional<HealthSpec> health, Port port, Path dir, Map<String, String> environment,
            Instant started) {
        return health.map(spec -> of(spec.check(), spec.timeout(), port, dir, environment))
                .orElseGet(() -> withoutBlock(port, started));
    }

    /** Whether a good answer means that the service listens on its own port. */
    public static boolean asksOwnPort(Optional<HealthSpec> health) {
        return health.map(spec -> switch (spec.check()) {
            case Check.Http http -> http.port().isEmpty();
            case Check.Tcp(var own) -> own.isEmpty();
            case Check.Cmd _, Check.Completion _, Check.Log _ -> false;
        }).orElse(true);
    }

    private static Probe withoutBlock(Port port, Instant started) {
        var number = port.number();
        return number.isPresent()
                ? new TcpProbe(number.getAsInt(), HealthSpec.DEFAULT_TIMEOUT)
                : new ProcessProbe(started);
    }

    private static Probe of(Check check, Duration timeout, Port port, Path dir, Map<String, String> environment) {
        return switch (check) {
            case Check.Http(var own, var path, var status, var host, var headers) ->
                new HttpProbe(number(own, port), path, status, host.orElse("localhost"), headers, timeout);
            case Check.Tcp(var own) -> new TcpProbe(number(own, port), timeout);
            case Check.Cmd(var command) -> new CommandProbe(command, dir, environment, timeout);
            case Check.Completion() -> () -> new Probe.Result.Unhealthy("it has not ended yet");
            case Check.Log(var pattern) -> new LogProbe(pattern);
        };
    }

    private static int number(OptionalInt own, Port port) {
        return own.isPresent() ? own.getAsInt()
                : port.number()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the health block asks for a port, and the service has none; name one in its URL"));
    }
}
