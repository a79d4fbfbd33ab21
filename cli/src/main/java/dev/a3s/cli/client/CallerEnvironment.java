package dev.a3s.cli.client;

import java.util.HashMap;
import java.util.Map;

/** The environment that a command was called in. */
public final class CallerEnvironment {
    private CallerEnvironment() {}

    /** Where the launcher keeps what {@code LC_ALL} was before it set that for the JVM; empty: it was not set. */
    private static final String LOCALE = "A3S_LC_ALL";

    /**
     * The variables that an A3sfile may use: all but the mark of a service that this command may run in, and with
     * {@code LC_ALL} as it was before the launcher set it.
     */
    public static Map<String, String> handedOn() {
        var environment = new HashMap<>(System.getenv());
        environment.remove("A3S_COOKIE");
        var locale = environment.remove(LOCALE);
        if (locale != null && locale.isEmpty()) {
            environment.remove("LC_ALL");
        } else if (locale != null) {
            environment.put("LC_ALL", locale);
        }
        return environment;
    }
}
