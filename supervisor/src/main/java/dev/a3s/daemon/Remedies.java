package dev.a3s.daemon;

import java.util.HashSet;
import java.util.List;

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
import dev.a3s.session.ServedSession;

/** Finds which service is to blame for one that does not answer, and the commands that help. */
final class Remedies {

    private Remedies() {}

    /** The service that {@code status} waits for, through all that wait themselves; its own status if it waits for none. */
    static ServiceStatus cause(ServedSession session, ServiceStatus status) {
        var seen = new HashSet<String>();
        var cause = status;
        while (cause.state() instanceof Pending(var hold) && seen.add(cause.service())) {
            var next = session.status(hold.on());
            if (next.isEmpty()) {
                return cause;
            }
            cause = next.get();
        }
        return cause;
    }

    /**
     * Commands about {@code cause}, the one first that mends it. They name the session, since nobody knows in which directory
     * the reader of a page is. While a3s itself goes on, only its log helps.
     */
    static List<String> of(ServedSession session, ServiceStatus cause) {
        var what = " " + cause.service() + " --session " + session.id().name();
        var logs = "a3s logs" + what;
        return switch (cause.state()) {
            case Stopped _ -> List.of("a3s up" + what, logs);
            case Failed _, Retired _ -> isMendedByAnEdit(cause) ? List.of(logs) : List.of("a3s restart" + what, logs);
            case Unhealthy _, Ready _, Interrupted _, Completed _ -> List.of(logs, "a3s restart" + what);
            case Pending _, Launching _, Starting _, Reloading _, Stopping _, BackingOff _, Asleep _ -> List.of(logs);
        };
    }

    /** Whether the service has failed and starts again when one of its watched files is saved. */
    static boolean isMendedByAnEdit(ServiceStatus status) {
        return status.state() instanceof Failed && status.spec().watch().isPresent();
    }
}
