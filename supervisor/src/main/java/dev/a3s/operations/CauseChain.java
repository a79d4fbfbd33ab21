package dev.a3s.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.logs.LogLine;
import dev.a3s.protocol.Cause;
import dev.a3s.service.Hold;
import dev.a3s.service.ServiceState.Asleep;
import dev.a3s.service.ServiceState.BackingOff;
import dev.a3s.service.ServiceState.Completed;
import dev.a3s.service.ServiceState.Failed;
import dev.a3s.service.ServiceState.Interrupted;
import dev.a3s.service.ServiceState.Launching;
import dev.a3s.service.ServiceState.Pending;
import dev.a3s.service.ServiceState.Ready;
import dev.a3s.service.ServiceState.Reloading;
import dev.a3s.service.ServiceState.Retired;
import dev.a3s.service.ServiceState.Starting;
import dev.a3s.service.ServiceState.Stopped;
import dev.a3s.service.ServiceState.Stopping;
import dev.a3s.service.ServiceState.Unhealthy;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.Session;
import dev.a3s.status.Moment;
import dev.a3s.status.Phase;

/** Finds what brought a service into its state, for {@code a3s why}. */
final class CauseChain {
    /** How many last lines are given of a service that is in trouble. */
    private static final int LINES = 10;

    private CauseChain() {}

    /** The chain that begins with {@code service}; empty if the session has none of that name. */
    static List<Cause> chain(Session session, String service) {
        var chain = new ArrayList<Cause>();
        var next = session.status(service);
        while (next.isPresent()) {
            var status = next.get();
            chain.add(of(session, status));
            next = status.state() instanceof Pending(Hold hold) && notYetIn(chain, hold.on())
                    ? session.status(hold.on())
                    : Optional.empty();
        }
        return chain;
    }

    private static boolean notYetIn(List<Cause> chain, String service) {
        return chain.stream().noneMatch(link -> link.service().equals(service));
    }

    private static Cause of(Session session, ServiceStatus status) {
        boolean trouble = switch (status.state()) {
            case Failed _, BackingOff _, Unhealthy _ -> true;
            case Launching _, Starting _ -> status.lastExit().isPresent();
            case Stopped _, Asleep _, Pending _, Ready _, Interrupted _, Reloading _, Stopping _, Completed _, Retired _ ->
                false;
        };
        List<String> lines = trouble
                ? session.log(status.service()).excerpt(LINES).stream()
                        .filter(line -> line.stream() != LogLine.Stream.NOTE)
                        .map(LogLine::text).toList()
                : List.of();
        return new Cause(status.service(), status.state().phase(), status.since(), status.reason(),
                sinceAllWasWell(status.history()), lines);
    }

    /** The history from the last earlier phase in which the service was well or not wanted, up to the present one. */
    private static List<Moment> sinceAllWasWell(List<Moment> history) {
        int from = history.size() - 2;
        while (from > 0 && !isWell(history.get(from).phase())) {
            from--;
        }
        return List.copyOf(history.subList(Math.max(0, from), history.size()));
    }

    private static boolean isWell(Phase phase) {
        return switch (phase) {
            case READY, STOPPED, ASLEEP, COMPLETED -> true;
            case PENDING, STARTING, RELOADING, UNHEALTHY, STOPPING, BACKING_OFF, FAILED -> false;
        };
    }
}
