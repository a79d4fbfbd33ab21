package dev.a3s.session;

import java.util.Collection;

import dev.a3s.config.NearName;

/** A command named a service that the project does not have. */
public final class UnknownService extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownService(String name, Collection<String> known) {
        super("unknown service: '" + name + "'"
                + NearName.question(name, known, "; this project has " + String.join(", ", known)));
    }
}
