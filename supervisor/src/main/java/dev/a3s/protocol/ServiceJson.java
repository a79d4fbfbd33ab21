package dev.a3s.protocol;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.process.Exit;
import dev.a3s.status.Health;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * A {@link ServiceRow} as {@code --json} prints it. Documented in docs/json.md: fields may be added, none is ever taken away or
 * changes its meaning. The reason and the exit are there twice, in English and as values.
 *
 * @param state    the phase
 * @param why      the reason in English; empty where there is none
 * @param reason   the same as a value
 * @param lastExit how its command ended last time, in English
 * @param exit     the same as a value
 */
public record ServiceJson(String service, Phase state, String why, Optional<Reason> reason, Optional<Long> pid,
        OptionalInt port, Health health, Instant since, Optional<Instant> started, int restarts,
        Optional<String> lastExit, Optional<Exit> exit, String url, boolean ready, boolean settled,
        Optional<Double> cpu, Optional<Long> memory, List<Integer> ports, Optional<String> command,
        Optional<Path> dir, Optional<Path> log) {

    /** Converts a row. */
    public static ServiceJson of(ServiceRow row) {
        return new ServiceJson(row.service(), row.phase(), row.why(), row.reason(), row.pid(), row.port(),
                row.health(), row.since(), row.started(), row.restarts(), row.lastExit().map(Exit::describe),
                row.lastExit(), row.url(), row.ready(), row.settled(), row.cpu(), row.memory(), row.ports(),
                row.command(), row.dir(), row.log());
    }
}
