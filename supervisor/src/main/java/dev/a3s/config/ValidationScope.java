package dev.a3s.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The scope of {@code a3s validate}: the environment at hand, and stand-ins for what only a session knows. Ports that a file leaves out are counted up from {@value #FIRST_PORT}; nothing listens there. Not thread-safe.
 */
public final class ValidationScope implements Scope {

    /** The first stand-in for a port that a3s would choose. */
    public static final int FIRST_PORT = 49152;
    private static final int LAST_PORT = 65535;

    private final Map<String, String> environment;
    private Listen usual = Listen.AS_IN_FILE;
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    /**
     * A scope over an environment.
     *
     * @param environment what {@code env.NAME} sees, above {@code .env}
     */
    public ValidationScope(Map<String, String> environment) {
        this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** A scope over an environment, with the user's usual port and host for a file that sets neither. */
    public ValidationScope(Map<String, String> environment, Listen usual) {
        this(environment);
        this.usual = usual;
    }

    @Override
    public Listen usual() {
        return usual;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public String session() {
        return "";
    }

    @Override
    public int portFor(String service, OptionalInt declared) {
        return declared.orElseGet(
                () -> ports.computeIfAbsent(service, _ -> Math.min(FIRST_PORT + ports.size(), LAST_PORT)));
    }

    @Override
    public String hostFor(String subdomain, int proxyPort) {
        return subdomain + ".localhost";
    }
}
