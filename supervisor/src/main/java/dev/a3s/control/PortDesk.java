package dev.a3s.control;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.a3s.config.Port;
import dev.a3s.process.Kernel;
import dev.a3s.process.PortRelease;
import dev.a3s.process.ServiceMark;
import dev.a3s.process.ServiceProcess;
import dev.a3s.service.Run;
import dev.a3s.session.Session;

/**
 * Frees ports from processes that do not belong to a3s. Works with a daemon and without: what runs for a session is known
 * by its environment, and better by the daemon that runs it.
 */
public final class PortDesk {
    private static final String DAEMON = "dev.a3s.daemon.DaemonMain";

    private final RuntimeDir home;
    private final Supplier<List<Session>> sessions;

    PortDesk(RuntimeDir home, Supplier<List<Session>> sessions) {
        this.home = home;
        this.sessions = sessions;
    }

    /** For a command that finds no daemon and needs none. */
    public static PortDesk withoutDaemon(RuntimeDir home) {
        return new PortDesk(home, List::of);
    }

    /**
     * Ends who listens on {@code port}, if that may be done. Waits.
     *
     * @param news told what is being done, a line each
     * @return why the port is not free; empty if it is
     */
    public Optional<String> free(int port, Consumer<String> news) {
        return new PortRelease(port, this::spare, news).run();
    }

    /** Frees the ports that services, which do not run yet, insist on. Where that cannot be, their start will say why. */
    void freeFor(Session session, Collection<String> services, Consumer<String> news) {
        for (var status : session.statuses()) {
            boolean idle = services.contains(status.service()) && status.state().living().isEmpty();
            if (idle && status.spec().port() instanceof Port.Fixed(int port)) {
                free(port, news).ifPresent(news);
            }
        }
    }

    private Optional<String> spare(long pid) {
        boolean daemon = DaemonInfo.read(home).filter(info -> info.pid() == pid).isPresent()
                || ProcessHandle.current().pid() == pid
                || Kernel.processes().find(pid).filter(process -> process.command().contains(DAEMON)).isPresent();
        if (daemon) {
            return Optional.of("is the a3s proxy's own (pid " + pid + "); a3s daemon stop ends it");
        }
        return owner(pid).map(mark -> PortRelease.ofSession(pid, mark));
    }

    private Optional<ServiceMark> owner(long pid) {
        for (var session : sessions.get()) {
            for (var status : session.statuses()) {
                boolean member = status.state()
                        .living()
                        .flatMap(Run::process)
                        .filter(process -> hasMember(process, pid))
                        .isPresent();
                if (member) {
                    return Optional.of(new ServiceMark(session.name(), status.service()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasMember(ServiceProcess process, long pid) {
        return process.members().stream().anyMatch(member -> member.pid() == pid);
    }
}
