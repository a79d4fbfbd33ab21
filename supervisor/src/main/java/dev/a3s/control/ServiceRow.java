package dev.a3s.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.config.HealthSpec;
import dev.a3s.process.Exit;
import dev.a3s.process.Load;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.Run;
import dev.a3s.service.ServiceState;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Session;
import dev.a3s.status.Health;
import dev.a3s.status.Phase;
import dev.a3s.status.Reason;

/**
 * One service, as commands show it.
 *
 * @param service  its name
 * @param phase    what it is doing
 * @param reason   why, or what is unusual about it; empty where there is nothing to say
 * @param pid      of its command, while that runs
 * @param port     where it should listen, if anywhere
 * @param health   what its probe said last
 * @param since    when it came into this state
 * @param started  when the command that runs was started
 * @param restarts how often it was started again
 * @param lastExit how its command ended last time
 * @param url      where to reach it: its public URL, or its address if it does not speak HTTP; may be empty
 * @param ready    whether it is what its user wants it to be
 * @param settled  whether it gets nowhere from here by itself
 * @param cpu      of all its processes, in percent of one core; empty where it was not measured
 * @param memory   of all its processes, resident, in bytes; likewise
 * @param ports    the TCP ports that its processes do listen on, ascending; likewise
 * @param command  what it runs
 * @param dir      where it runs
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

    /** Without a measurement. */
    static ServiceRow of(Session session, ServiceStatus status) {
        return of(session, status, Optional.empty());
    }

    static ServiceRow of(Session session, ServiceStatus status, Optional<Load> load) {
        var state = status.state();
        var spec = status.spec();
        return new ServiceRow(status.service(), state.phase(), status.reason(), livingPid(status), status.port(),
                health(state), status.since(), status.startedAt(), status.restarts(), status.lastExit(),
                url(session, status), status.ready(), status.settled(),
                load.map(used -> Math.round(used.cpuPercent() * 10) / 10.0), load.map(Load::residentBytes),
                load.map(used -> List.copyOf(used.ports())).orElse(List.of()), Optional.of(spec.command().toString()),
                Optional.of(spec.dir()), Optional.of(session.logDir(spec.name())));
    }

    /** Asked of the kernel: a pid is told only as long as it is that process's. */
    private static Optional<Long> livingPid(ServiceStatus status) {
        return status.state().living().flatMap(Run::process).filter(process -> process.id().lives())
                .map(ServiceProcess::pid);
    }

    /** The reason in English; empty where there is none. */
    public String why() {
        return reason.isPresent() ? reason.get().words() : "";
    }

    private static Health health(ServiceState state) {
        return switch (state.phase()) {
            case READY, RELOADING -> Health.HEALTHY;
            case UNHEALTHY -> Health.UNHEALTHY;
            case PENDING, STARTING, STOPPING, STOPPED, BACKING_OFF, FAILED, COMPLETED, ASLEEP -> Health.UNKNOWN;
        };
    }

    /** A service that is probed by TCP and was not given a subdomain is taken to speak something other than HTTP. */
    private static String url(Session session, ServiceStatus status) {
        var spec = status.spec();
        var port = status.port();
        if (port.isEmpty()) {
            return "";
        }
        boolean tcp = spec.health().filter(health -> health.check() instanceof HealthSpec.Check.Tcp).isPresent();
        return tcp && !spec.named() ? "127.0.0.1:" + port.getAsInt() : session.url(spec);
    }
}
