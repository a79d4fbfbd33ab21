package dev.a3s.session;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import dev.a3s.config.Listen;
import dev.a3s.config.Scope;
import dev.a3s.process.FreePorts;

/**
 * What a session's A3sfile may refer to. A chosen port is remembered from one session to the next. If somebody else took it
 * meanwhile, another is chosen, unless the session is running with it.
 */
final class SessionScope implements Scope {
    private final SessionHome home;
    private final Map<String, String> environment;
    private final Ingress ingress;
    private final FreePorts free;
    private final Set<Integer> takenPorts;
    private final Listen listen;
    private final Map<String, Integer> remembered;
    private final Map<String, Integer> chosen = new HashMap<>();
    private final boolean running;

    /**
     * @param free       hands out new ports
     * @param takenPorts ports of other sessions' services, also of those that do not listen now
     * @param listen     where the session is served, as far as that is set outside of the file
     * @param running    whether the session is running with the remembered ports
     */
    SessionScope(SessionHome home, Map<String, String> environment, Ingress ingress, FreePorts free,
            Set<Integer> takenPorts, Listen listen, boolean running) {
        this.home = home;
        this.environment = environment;
        this.ingress = ingress;
        this.free = free;
        this.takenPorts = takenPorts;
        this.listen = listen;
        this.remembered = home.ports();
        this.running = running;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public String session() {
        return home.name();
    }

    @Override
    public int portFor(String service, OptionalInt declared) {
        return declared.isPresent() ? declared.getAsInt() : chosen.computeIfAbsent(service, this::choose);
    }

    private int choose(String service) {
        var last = remembered.get(service);
        if (last != null && (running || (!takenPorts.contains(last) && FreePorts.bindable(last)))) {
            return last;
        }
        return free.pick(takenPorts);
    }

    @Override
    public String hostFor(String subdomain, int proxyPort) {
        return ingress.hostFor(home.name(), subdomain, proxyPort);
    }

    @Override
    public Listen usual() {
        return listen.usual();
    }

    @Override
    public int proxyPort(int declared) {
        return listen.port().orElse(declared);
    }

    /** Writes the chosen ports to the session's home. */
    void keep() {
        var ports = new HashMap<>(remembered);
        ports.putAll(chosen);
        if (!ports.equals(remembered)) {
            home.write(ports);
        }
    }
}
