package dev.a3s.cli.status;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.control.ServiceRow;

/** Rows of services as the daemon sends them, for tests of what shows them. */
public final class Rows {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Rows() {}

    /** With a process that has been ready for {@code uptime}; {@code cpu} in percent, {@code memory} in bytes. */
    public static ServiceRow ready(String service, long pid, int port, Duration uptime, double cpu, long memory) {
        return new ServiceRow(service, "ready", "", Optional.of(pid), OptionalInt.of(port), "healthy",
                NOW.minus(uptime), Optional.of(NOW.minus(uptime)), 0, Optional.empty(),
                "http://" + service + ".localhost:7080", true, true, Optional.of(cpu), Optional.of(memory),
                List.of(port), Optional.of("npm run dev"), Optional.of(Path.of("/home/u/shop")),
                Optional.of(Path.of("/home/u/.a3s/sessions/shop/services/" + service + "/log")));
    }

    /** In a state without a process. */
    public static ServiceRow resting(String service, String state, String why) {
        boolean ready = state.equals("completed");
        boolean settled = List.of("completed", "failed", "stopped", "asleep").contains(state);
        return new ServiceRow(service, state, why, Optional.empty(), OptionalInt.empty(), "-", NOW, Optional.empty(), 3,
                state.equals("failed") ? Optional.of("exited 3") : Optional.empty(), "", ready, settled,
                Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With a process that is not ready. */
    public static ServiceRow moving(String service, String state, String why) {
        return new ServiceRow(service, state, why, Optional.of(4711L), OptionalInt.of(8000), "-", NOW,
                Optional.of(NOW), 0, Optional.empty(), "http://" + service + ".localhost:7080", false, false,
                Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
