package dev.a3s.operations;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.config.ServiceSpec.Start;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Session;
import dev.a3s.status.Reason;

/** Waits until services of a session are ready that something else starts, and reports their changes meanwhile. */
final class ReadyWait {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Session session;
    private final List<String> services;
    private final OperationListener listener;
    private final Map<String, ServiceStatus> seen = new LinkedHashMap<>();

    /** What a wait is still for. */
    private enum Outcome {
        READY, WAITS, FAILED
    }

    /**
     * @param services empty: all that are to run
     * @throws dev.a3s.session.UnknownService if one does not exist
     */
    ReadyWait(Session session, List<String> services, OperationListener listener) {
        this.session = session;
        this.services = services.stream().map(session::known).toList();
        this.listener = listener;
    }

    /**
     * Returns whether all are ready; false as soon as one has failed or was stopped.
     *
     * @param timeout zero is unlimited
     * @throws OperationRefused if the time is over, or the session has ended
     */
    boolean await(Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + (timeout.isZero() ? Long.MAX_VALUE / 2 : timeout.toNanos());
        try (var changes = session.follow()) {
            session.statuses().forEach(status -> seen.put(status.service(), status));
            while (true) {
                var outcomes = waitedFor().stream().map(this::outcome).toList();
                if (outcomes.contains(Outcome.FAILED)) {
                    return false;
                }
                if (!outcomes.contains(Outcome.WAITS)) {
                    return true;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw OperationRefused.late(timeout, waitedFor().stream()
                            .filter(status -> outcome(status) == Outcome.WAITS).map(ServiceStatus::service).toList());
                }
                var change = changes.next(Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
                if (session.hasEnded()) {
                    throw OperationRefused.impossible("session " + session.name() + " was stopped meanwhile");
                }
                listener.checkPresence();
                if (change.isPresent()) {
                    seen.put(change.get().service(), change.get());
                    if (waitedFor().contains(change.get())) {
                        listener.moved(Rows.of(session, change.get()));
                    }
                }
            }
        }
    }

    private Collection<ServiceStatus> waitedFor() {
        return seen.values().stream().filter(status -> services.isEmpty() ? isToRun(status)
                : services.contains(status.service())).toList();
    }

    /** What nobody has started yet, as while {@code init} steps run, is to run if its file says so. */
    private static boolean isToRun(ServiceStatus status) {
        return isNotStarted(status) ? status.spec().start() == Start.AUTO : !status.resting();
    }

    private static boolean isNotStarted(ServiceStatus status) {
        return status.state() instanceof Stopped(var because) && because == Reason.Event.NOT_STARTED;
    }

    private Outcome outcome(ServiceStatus status) {
        if (status.ready()) {
            return Outcome.READY;
        }
        boolean recovers = status.state() instanceof Unhealthy || isNotStarted(status) || !status.settled();
        return recovers ? Outcome.WAITS : Outcome.FAILED;
    }
}
