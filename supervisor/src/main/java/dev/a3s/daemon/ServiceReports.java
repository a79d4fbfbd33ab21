package dev.a3s.daemon;

import java.util.List;

import dev.a3s.config.RouteSpec;
import dev.a3s.logs.LogLine;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.service.ServiceState;
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
                List.of("a3s status"));
    }

    /** The report of a service as it is now. Reads its log, so never call this on an event loop. */
    static ServiceReport of(ServedSession session, String service) {
        var project = session.file().dev().name();
        var lines = session.log(service).excerpt(LINES).stream().map(LogLine::text).toList();
        return session.status(service)
                .map(status -> new ServiceReport(service, project, status.state().phase().word(),
                        status.reason().map(Reason::words).orElse(""), lines,
                        commands(status)))
                .orElseGet(() -> new ServiceReport(service, project, "gone", "", lines, List.of()));
    }

    private static List<String> commands(ServiceStatus status) {
        var service = status.service();
        return status.state() instanceof ServiceState.Stopped
                ? List.of("a3s up " + service, "a3s logs " + service)
                : List.of("a3s logs " + service, "a3s restart " + service, "a3s status " + service);
    }
}
