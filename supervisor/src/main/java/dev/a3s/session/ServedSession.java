package dev.a3s.session;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.a3s.config.A3sfile;
import dev.a3s.logs.ServiceLog;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.naming.SessionId;
import dev.a3s.status.Reason;

/** A session as its {@link Ingress} sees it: what to route to, and what a request may ask of it. Any thread may call. */
public interface ServedSession {

    SessionId id();

    /** The A3sfile that the session runs; the one on disk may have changed since. */
    A3sfile file();

    /** Every service's status now, in file order. */
    List<ServiceStatus> statuses();

    /** The status of one service. */
    Optional<ServiceStatus> status(String service);

    /** A service's log, open for as long as the session is. */
    ServiceLog log(String service);

    /**
     * Starts services and their dependencies; those that run already run on. Returns once each runner has taken the signal,
     * not when its service is ready.
     *
     * @param names empty: every service with {@code start = "auto"}; those that are "on-demand" wait for a request
     * @param reason   who wants it, for {@code a3s why}
     * @return what was started, dependencies first
     * @throws UnknownService if one does not exist; then nothing was started
     */
    Set<String> start(Collection<String> names, Reason reason);

    /** Has the service's runner look whether it still listens; returns when its status, and thereby its routes, say so. */
    void recheck(String service);
}
