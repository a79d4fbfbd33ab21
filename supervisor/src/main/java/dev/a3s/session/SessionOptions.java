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
 * How a session runs, as far as the user says it elsewhere than in the A3sfile: by flags and by the environment. Kept until
 * the session ends, so that restarts and later daemons go by the same options.
 *
 * @param environment of the caller
 * @param listen      where to serve it
 * @param external    services that the user runs without a3s: probed and routed, neither started nor stopped
 * @param watched     whether files are watched
 */
public record SessionOptions(Map<String, String> environment, Listen listen, Set<String> external, boolean watched) {
    /** Variables that differ from one command to the next and mean nothing to services. */
    private static final List<String> VOLATILE = List.of("_", "SHLVL", "PWD", "OLDPWD");

    public SessionOptions {
        environment = Map.copyOf(environment);
        external = Set.copyOf(external);
    }

    /** Options that leave everything to the file. */
    public static SessionOptions asInFile(Map<String, String> environment) {
        return new SessionOptions(environment, Listen.AS_IN_FILE, Set.of(), true);
    }

    /**
     * The options of a session that ran by {@code before} and is opened again with these. It keeps its environment unless
     * {@code refreshEnvironment}, and its address unless these name another. Services that were external stay external.
     */
    SessionOptions after(SessionOptions before, boolean refreshEnvironment) {
        var both = new HashSet<>(before.external);
        both.addAll(external);
        return new SessionOptions(refreshEnvironment ? environment : before.environment, listen.or(before.listen), both,
                watched);
    }

    /** These options with {@code noLongerExternal} run by the session itself again. */
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

    /** {@code file} with these options applied. */
    A3sfile applyTo(A3sfile file) {
        var services = new LinkedHashMap<String, ServiceSpec>(file.services());
        if (!watched) {
            services.replaceAll((_, spec) -> spec.withWatch(Optional.empty()));
        }
        return new A3sfile(file.path(), listen.over(file.dev()), file.init(), file.tasks(), services, file.routes(),
                file.repos());
    }
}
