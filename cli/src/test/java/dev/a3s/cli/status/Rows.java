package dev.a3s.cli.status;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.process.Exit;
import dev.a3s.protocol.ServiceRow;
import dev.a3s.status.Health;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/** Rows of services as the daemon sends them, for tests of what shows them. */
public final class Rows {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Rows() {}

    /** A service with a process that has been ready for {@code uptime}; {@code cpu} in percent, {@code memory} in bytes. */
    public static ServiceRow ready(String service, long pid, int port, Duration uptime, double cpu, long memory) {
        return new ServiceRow(service, Phase.READY, Optional.empty(), Optional.of(pid), OptionalInt.of(port),
                Health.HEALTHY,
                NOW.minus(uptime), Optional.of(NOW.minus(uptime)), 0, Optional.empty(),
                "http://" + service + ".localhost:7080", true, true, Optional.of(cpu), Optional.of(memory),
                List.of(port), Optional.of("npm run dev"), Optional.of(Path.of("/home/u/shop")),
                Optional.of(Path.of("/home/u/.a3s/sessions/shop/services/" + service + "/log")));
    }

    /** A service in a phase without a process, with {@code why} as the text of its reason; without a reason if that is empty. */
    public static ServiceRow resting(String service, Phase phase, String why) {
        boolean settled = phase.atRest() || phase == Phase.FAILED;
        return new ServiceRow(service, phase, reason(why), Optional.empty(), OptionalInt.empty(), Health.UNKNOWN, NOW,
                Optional.empty(), 3, phase == Phase.FAILED ? Optional.of(new Exit.Code(3)) : Optional.empty(), "",
                phase == Phase.COMPLETED, settled, Optional.empty(), Optional.empty(), List.of(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** A service with a process that is not ready. */
    public static ServiceRow moving(String service, Phase phase, String why) {
        return moving(service, phase, reason(why));
    }

    /** The same with a reason that is more than a text. */
    public static ServiceRow moving(String service, Phase phase, Optional<Reason> reason) {
        return new ServiceRow(service, phase, reason, Optional.of(4711L), OptionalInt.of(8000), Health.UNKNOWN, NOW,
                Optional.of(NOW), 0, Optional.empty(), "http://" + service + ".localhost:7080", false, false,
                Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<Reason> reason(String why) {
        return why.isEmpty() ? Optional.empty() : Optional.of(new Reason.Noted(why));
    }
}
