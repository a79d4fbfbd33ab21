package dev.a3s.cli.client;

import java.util.HashMap;
import java.util.Map;

/** The environment that a command was called in. */
public final class Caller {
    private Caller() {}

    /** What the launcher found in {@code LC_ALL} before it set it for the JVM. */
    private static final String LOCALE = "A3S_LC_ALL";

    /**
     * All of it but the mark of a service that this command may run in, which must not be handed on, and the locale that the
     * launcher may have set.
     */
    public static Map<String, String> environment() {
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
