package dev.a3s.operations;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

import dev.a3s.config.Port;
import dev.a3s.process.PortOwner;
import dev.a3s.process.PortRelease;
import dev.a3s.process.ServiceMark;
import dev.a3s.process.ServiceProcess;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.RuntimeDir;
import dev.a3s.service.Run;
import dev.a3s.session.Session;
import dev.a3s.session.Sessions;
import dev.a3s.status.Notice;

/** Frees ports from processes that do not belong to a3s. Any thread may call. */
public final class PortOperations {
    private final RuntimeDir home;
    private final Sessions sessions;

    /** Processes of {@code sessions} and the daemon of {@code home} are never ended. */
    public PortOperations(RuntimeDir home, Sessions sessions) {
        this.home = home;
        this.sessions = sessions;
    }

    /**
     * Ends the processes that listen on {@code port}, unless a3s runs them. Waits until the port is free.
     *
     * @param notices gets a notice for each process that is stopped or killed
     * @throws OperationRefused if the port is not free afterwards; the message says why
     */
    public void free(int port, Consumer<Notice> notices) {
        release(port, notices).ifPresent(problem -> {
            throw OperationRefused.impossible(problem);
        });
    }

    /** Frees the fixed ports of those {@code services} that do not run; reports as a notice each that cannot be freed. */
    void freeFor(Session session, Collection<String> services, Consumer<Notice> notices) {
        for (var status : session.statuses()) {
            boolean idle = services.contains(status.service()) && status.state().living().isEmpty();
            if (idle && status.spec().port() instanceof Port.Fixed(int port)) {
                release(port, notices).map(Notice.PortNotFreed::new).ifPresent(notices);
            }
        }
    }

    private Optional<String> release(int port, Consumer<Notice> notices) {
        return new PortRelease(port, this::spare, new PortRelease.Progress() {
            @Override
            public void stopping(PortOwner owner) {
                notices.accept(new Notice.PortHolderStopped(port, owner.holder(), System.getProperty("user.name")));
            }

            @Override
            public void killing(long pid) {
                notices.accept(new Notice.PortHolderKilled(port, pid));
            }
        }).run();
    }

    private Optional<String> spare(long pid) {
        return DaemonInfo.isDaemon(home, pid) ? Optional.of(PortRelease.ofDaemon(pid))
                : owner(pid).map(mark -> PortRelease.ofSession(pid, mark));
    }

    private Optional<ServiceMark> owner(long pid) {
        for (var session : sessions.all()) {
            for (var status : session.statuses()) {
                boolean member = status.state().living().flatMap(Run::process)
                        .filter(process -> hasMember(process, pid)).isPresent();
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
