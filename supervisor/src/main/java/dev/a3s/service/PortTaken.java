package dev.a3s.service;

import java.util.Optional;

import dev.a3s.process.FreePorts;
import dev.a3s.process.PortOwner;
import dev.a3s.process.PortOwners;
import dev.a3s.process.ServiceMark;

/** Why a service cannot have its port, and what its user can do about it. */
final class PortTaken {
    private PortTaken() {}

    /** "port 8000 is already in use by pid 4711 (node server.js); try 8001, or a3s up --force to stop it". */
    static String describe(int port) {
        Optional<PortOwner> owner = PortOwners.system().of(port);
        Optional<ServiceMark> mark = owner.filter(known -> known.pid().isPresent())
                .flatMap(known -> ServiceMark.of(known.pid().getAsLong()));
        String held = mark.map(service -> "port " + port + " is already in use by " + service.describe())
                .or(() -> owner.map(PortOwner::describe))
                .orElse("port " + port + " is already in use");
        return held + freePort(port) + remedy(owner, mark);
    }

    private static String freePort(int port) {
        return FreePorts.firstFrom(port + 1).stream().mapToObj(free -> "; try " + free).findFirst().orElse("");
    }

    private static String remedy(Optional<PortOwner> owner, Optional<ServiceMark> mark) {
        if (mark.isPresent())
            return ", or stop that with a3s down" + (mark.get().service().isEmpty() ? "" : " " + mark.get().service());
        boolean ours = owner.filter(known -> known.sameUser() && known.pid().isPresent()).isPresent();
        return ours ? ", or a3s up --force to stop it" : "";
    }
}
