package dev.a3s.cli;

import java.util.HashMap;
import java.util.Map;

/** The environment that a command was called in. */
final class Caller {
    private Caller() {}

    /** All of it but the mark of a service that this command may run in, which must not be handed on. */
    static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.remove("A3S_COOKIE");
        return environment;
    }
}
