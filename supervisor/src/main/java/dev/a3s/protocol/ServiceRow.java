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
 * One service, as commands show it.
 *
 * @param service  its name
 * @param phase    its phase
 * @param reason   why, or what is unusual about it; empty where there is nothing to say
 * @param pid      of its command, while that runs
 * @param port     where it should listen, if anywhere
 * @param health   the last result of its probe
 * @param since    when it came into this state
 * @param started  when the command that runs was started
 * @param restarts how often it was restarted
 * @param lastExit how its command ended last time
 * @param url      where to reach it: its public URL, or its address if it does not speak HTTP; may be empty
 * @param ready    whether it is what its user wants it to be
 * @param settled  whether its state will not change by itself
 * @param cpu      of all its processes, in percent of one core; empty where it was not measured
 * @param memory   of all its processes, resident, in bytes; empty where it was not measured
 * @param ports    the TCP ports that its processes do listen on, ascending; empty where they were not measured
 * @param command  the command that it runs
 * @param dir      the directory that it runs in
 * @param log      the directory of its log
 */
public record ServiceRow(String service, Phase phase, Optional<Reason> reason, Optional<Long> pid, OptionalInt port,
        Health health,
        Instant since, Optional<Instant> started, int restarts, Optional<Exit> lastExit, String url, boolean ready,
        boolean settled, Optional<Double> cpu, Optional<Long> memory, List<Integer> ports, Optional<String> command,
        Optional<Path> dir, Optional<Path> log) {

    public ServiceRow {
        ports = List.copyOf(ports);
    }

    /** The reason in English; empty where there is none. */
    public String why() {
        return reason.isPresent() ? reason.get().words() : "";
    }
}
