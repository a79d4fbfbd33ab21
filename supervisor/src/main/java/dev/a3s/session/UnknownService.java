package dev.a3s.session;

import java.util.Collection;

import dev.a3s.config.NearName;

/** A command named a service that the project does not have. */
public final class UnknownService extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownService(String name, Collection<String> known) {
        this(name, known, "this project has");
    }

    /** @param there what {@code known} are, as in "there are logs of" */
    public UnknownService(String name, Collection<String> known, String there) {
        super("unknown service: '" + name + "'"
                + NearName.question(name, known, "; " + there + " " + String.join(", ", known)));
    }
}
