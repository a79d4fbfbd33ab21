package dev.a3s.service;

import java.util.Map;
import java.util.Optional;

import dev.a3s.process.FreePorts;
import dev.a3s.process.Kernel;
import dev.a3s.process.PortOwner;
import dev.a3s.process.ServiceMark;
import dev.a3s.process.ServiceProcess;

/** The message about a port that is taken: who has it, and what its user can do. */
final class PortTaken {
    private PortTaken() {}

    /** "port 8000 is already in use by pid 4711 (node server.js); try 8001, or a3s up --force to stop it". */
    static String describe(int port) {
        var owner = Kernel.portOwners().of(port);
        var mark = owner.filter(known -> known.pid().isPresent())
                .flatMap(known -> ServiceMark.of(known.pid().getAsLong()));
        var held = mark.map(service -> "port " + port + " is already in use by " + service.describe())
                .or(() -> owner.map(PortOwner::describe))
                .orElse("port " + port + " is already in use");
        return held + freePort(port) + remedy(owner, mark);
    }

    /**
     * The other service of a3s that listens on {@code port}; empty if {@code ours} does, or a listener that belongs to no run: such
     * a one, a container's for instance, may have been started for ours.
     *
     * @param environment that of ours, which marks what it starts
     */
    static Optional<String> byAnother(int port, ServiceProcess ours, Map<String, String> environment) {
        if (ours.listensOn(port)) {
            return Optional.empty();
        }
        var own = new ServiceMark(environment.getOrDefault("A3S_SESSION", ""),
                environment.getOrDefault("A3S_SERVICE", ""));
        return Kernel.portOwners().of(port).filter(owner -> owner.pid().isPresent())
                .flatMap(owner -> ServiceMark.of(owner.pid().getAsLong()))
                .filter(mark -> !mark.service().isEmpty() && !mark.equals(own))
                .map(ServiceMark::describe);
    }

    private static String freePort(int port) {
        return FreePorts.firstFrom(port + 1).stream().mapToObj(free -> "; try " + free).findFirst().orElse("");
    }

    private static String remedy(Optional<PortOwner> owner, Optional<ServiceMark> mark) {
        if (mark.isPresent()) {
            return ", or stop that with a3s down" + (mark.get().service().isEmpty() ? "" : " " + mark.get().service());
        }
        boolean ours = owner.filter(known -> known.sameUser() && known.pid().isPresent()).isPresent();
        return ours ? ", or a3s up --force to stop it" : "";
    }
}
