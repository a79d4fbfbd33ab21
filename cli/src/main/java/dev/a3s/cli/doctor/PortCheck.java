package dev.a3s.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.config.A3sfile;
import dev.a3s.config.Port;
import dev.a3s.config.ServiceSpec;
import dev.a3s.process.Machine;
import dev.a3s.protocol.SessionRow;

/** Whether the proxy and the services of a project can have their ports. */
public final class PortCheck {
    private PortCheck() {}

    /**
     * @param proxy     the port that the project is served at
     * @param listeners ports that the daemon serves, with its pid
     */
    static List<Finding> all(Optional<A3sfile> file, int proxy, Map<Integer, Long> listeners,
            List<SessionRow> sessions) {
        var findings = new ArrayList<Finding>();
        listeners.forEach((port, pid) -> findings.add(Finding.ok("proxy",
                "Port " + port + ": served by the daemon (pid " + pid + ")")));
        if (!listeners.containsKey(proxy)) {
            findings.add(Machine.refusal(proxy)
                    .map(why -> Finding.error("proxy", why, "or stop that: a3s kill-port " + proxy
                            + "; a3s config --port N moves all your projects"))
                    .orElseGet(() -> Finding.ok("proxy", available(proxy))));
        }
        file.ifPresent(found -> found.services().values().forEach(service -> service(service, sessions)
                .ifPresent(findings::add)));
        return findings;
    }

    private static Optional<Finding> service(ServiceSpec service, List<SessionRow> sessions) {
        if (!(service.port() instanceof Port.Fixed(int port))) {
            return Optional.empty();
        }
        var owner = sessions.stream().flatMap(session -> session.services().stream()
                .filter(row -> row.pid().isPresent()
                        && (row.ports().contains(port) || row.port().equals(OptionalInt.of(port))))
                .map(row -> row.service() + " of session " + session.session())).findFirst();
        if (owner.isPresent()) {
            return Optional.of(Finding.ok("port", "Port " + port + ": " + owner.get()));
        }
        var said = said(port);
        return Optional.of(said.equals(available(port)) ? Finding.ok("port", said + " (service " + service.name() + ")")
                : Finding.warning("port", "service " + service.name() + ": " + said,
                        "a3s kill-port " + port + ", or a3s up --force"));
    }

    /** Whether a service could listen on a port: {@code Port 8000: Available}, or why not. */
    public static String said(int port) {
        return Machine.refusal(port).map(why -> why.replaceFirst("\\. Try --port [0-9]+", "")).orElse(available(port));
    }

    /** The sentence for a port that is free. */
    public static String available(int port) {
        return "Port " + port + ": Available";
    }
}
