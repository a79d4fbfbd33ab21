package dev.a3s.daemon;

import java.util.List;

import dev.a3s.config.RouteSpec;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.service.ServiceStatus;
import dev.a3s.session.ServedSession;
import dev.a3s.status.Reason;

/** Makes what an error page says about a service. */
final class ServiceReports {
    private static final int LINES = 20;

    private ServiceReports() {}

    /** The report of a route to a server that a3s does not run. */
    static ServiceReport of(ServedSession session, RouteSpec route) {
        return new ServiceReport(route.name(), session.file().dev().name(), "routed", "to " + route.to(), List.of(),
                List.of("a3s status --session " + session.id().name()));
    }

    /** The report of a service as it is now. Reads logs, so never call this on an event loop. */
    static ServiceReport of(ServedSession session, String service) {
        return session.status(service).map(status -> of(session, status))
                .orElseGet(() -> new ServiceReport(service, session.file().dev().name(), "gone", "", List.of(),
                        List.of()));
    }

    private static ServiceReport of(ServedSession session, ServiceStatus status) {
        var cause = Remedies.cause(session, status);
        var why = status.reason().map(Reason::words).orElse("");
        var detail = Remedies.isMendedByAnEdit(cause)
                ? (why.isEmpty() ? "" : why + ". ") + cause.service()
                        + " starts again when a file that it watches is saved."
                : why;
        var mark = cause.service().equals(status.service()) ? "" : cause.service() + " | ";
        var lines = session.log(cause.service()).excerpt(LINES).stream().map(line -> mark + line.text()).toList();
        return new ServiceReport(status.service(), session.file().dev().name(), status.state().phase().word(), detail,
                lines,
                Remedies.of(session, cause));
    }
}
