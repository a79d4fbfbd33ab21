package dev.a3s.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import dev.a3s.config.A3sfile;
import dev.a3s.config.Command;
import dev.a3s.config.DevSpec;
import dev.a3s.config.Port;
import dev.a3s.config.RestartSpec;
import dev.a3s.config.ServiceSpec;
import dev.a3s.config.StopSpec;
import dev.a3s.process.Shims;
import dev.a3s.session.SessionState.ServiceRecord;
import dev.a3s.status.Phase;

/**
 * The state of a session whose {@code state.json} is lost, made of what lives: the services whose shims were found. They go on by
 * what the A3sfile says now. One that the file does not have, or all if the file cannot be read, are orphaned: they run on by a
 * specification that only knows how to stop them, until {@code a3s down}, or an {@code a3s up} that finds them gone from the file.
 */
final class Salvage {
    private static final RestartSpec NEVER = new RestartSpec(RestartSpec.Policy.NEVER, RestartSpec.DEFAULT.backoff(),
            RestartSpec.DEFAULT.maxBackoff(), RestartSpec.DEFAULT.resetAfter(), 0);

    private Salvage() {}

    /**
     * @param file    the A3sfile as it is now; empty if it cannot be read
     * @param options how the session is to run, since how it ran is not known
     * @param alive   what lives, by service
     */
    static SessionState of(SessionHome home, Optional<A3sfile> file, SessionOptions options,
            Map<String, Shims.Living> alive) {
        var found = file.orElseGet(() -> new A3sfile(home.file(), new DevSpec(home.name(), DevSpec.DEFAULT_PROXY_PORT,
                DevSpec.DEFAULT_HOST, DevSpec.LogLevel.INFO, Optional.empty(), Duration.ofSeconds(3)), List.of(),
                Map.of(), Map.of(), List.of(), List.of()));
        var known = found.runnable();
        var services = new LinkedHashMap<String, ServiceSpec>(found.services());
        var records = new LinkedHashMap<String, ServiceRecord>();
        alive.forEach((name, shim) -> {
            if (!known.containsKey(name)) {
                services.put(name, orphan(name, shim, home));
            }
            var port = Optional.ofNullable(services.get(name)).map(spec -> spec.port().number())
                    .orElse(OptionalInt.empty());
            records.put(name, new ServiceRecord(Phase.STARTING, Optional.empty(), true, Instant.now(),
                    Optional.of(shim.runDir()), 0, false, Optional.empty(), List.of(), port, false, Optional.empty(),
                    Optional.empty()));
        });
        var whole = new A3sfile(found.path(), found.dev(), found.init(), found.tasks(), services, found.routes(),
                found.repos());
        return new SessionState(SessionState.VERSION, home.name(), whole, options.environment(), Instant.now(),
                options.listen(), options.external(), !options.watched(), Set.of(), records);
    }

    private static ServiceSpec orphan(String name, Shims.Living shim, SessionHome home) {
        var command = new Command.Shell(shim.command().orElseThrow().command());
        return new ServiceSpec(name, command, home.dir(), new Port.None(), name, false, Map.of(), List.of(), Map.of(),
                List.of(), ServiceSpec.Start.MANUAL, Optional.empty(), Duration.ZERO,
                ServiceSpec.DEFAULT_START_TIMEOUT, Optional.empty(), NEVER, Optional.empty(), StopSpec.DEFAULT,
                ServiceSpec.Reload.HOLD, false, false, ServiceSpec.Display.BACKGROUND, false);
    }
}
