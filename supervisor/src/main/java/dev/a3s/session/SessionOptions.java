package dev.a3s.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.a3s.config.A3sfile;
import dev.a3s.config.Listen;
import dev.a3s.config.ServiceSpec;

/**
 * How a session runs, as far as the user says so other than in its file. Kept for as long as the session is, so that
 * restarts and the next daemon go by it too.
 *
 * @param environment of the caller
 * @param listen      where to serve it
 * @param external    services that the user runs otherwise: probed and routed, neither started nor stopped
 * @param watched     whether files are watched
 */
public record SessionOptions(Map<String, String> environment, Listen listen, Set<String> external, boolean watched) {
    /** Differ from one call to the next and mean nothing. */
    private static final List<String> VOLATILE = List.of("_", "SHLVL", "PWD", "OLDPWD");

    public SessionOptions {
        environment = Map.copyOf(environment);
        external = Set.copyOf(external);
    }

    /** Everything as the file says. */
    public static SessionOptions asInFile(Map<String, String> environment) {
        return new SessionOptions(environment, Listen.AS_IN_FILE, Set.of(), true);
    }

    /**
     * These, said of a session that runs by {@code before}: it keeps its environment unless that is to be refreshed, where
     * it is served unless that is said anew, and what is external.
     */
    SessionOptions after(SessionOptions before, boolean refreshEnvironment) {
        var both = new HashSet<>(before.external);
        both.addAll(external);
        return new SessionOptions(refreshEnvironment ? environment : before.environment, listen.or(before.listen), both,
                watched);
    }

    /** The session runs these itself again. */
    SessionOptions without(Set<String> noLongerExternal) {
        var left = new HashSet<>(external);
        left.removeAll(noLongerExternal);
        return new SessionOptions(environment, listen, left, watched);
    }

    /** Whether services would see another environment than by {@code before}. */
    boolean changesEnvironment(SessionOptions before) {
        return !lasting(environment).equals(lasting(before.environment));
    }

    private static Map<String, String> lasting(Map<String, String> environment) {
        var lasting = new HashMap<>(environment);
        lasting.keySet().removeAll(VOLATILE);
        return lasting;
    }

    /** What {@code file} comes to by these options. */
    A3sfile applyTo(A3sfile file) {
        var services = new LinkedHashMap<String, ServiceSpec>(file.services());
        if (!watched) {
            services.replaceAll((_, spec) -> spec.withWatch(Optional.empty()));
        }
        return new A3sfile(file.path(), listen.over(file.dev()), file.init(), file.tasks(), services, file.routes(),
                file.repos());
    }
}
