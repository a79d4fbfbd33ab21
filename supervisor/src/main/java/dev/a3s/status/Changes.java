package dev.a3s.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.a3s.config.A3sfile;
import dev.a3s.config.InitStep;
import dev.a3s.config.RouteSpec;

/**
 * How one version of an A3sfile, and of the files of variables that it names, differs from another.
 *
 * @param added       services and tasks by name, in file order; so are changed and removed ones
 * @param settings    what else is different: {@code dev.proxy_port}, {@code route pgadmin}, {@code init deps}
 * @param environment the services that would get other variables if they were started now
 */
public record Changes(List<String> added, List<String> changed, List<String> removed, List<String> settings,
        List<OtherVariables> environment) {
    /** Nothing is different. */
    public static final Changes NONE = new Changes(List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * Variables that are not what they were when services were started.
     *
     * @param source   where they come from: a file, relative to the project, or a variable that a3s sets
     * @param services whose variables they are, in file order
     */
    public record OtherVariables(String source, List<String> services) {
        String words() {
            return source + " changed for " + String.join(", ", services);
        }
    }

    /** How {@code after} differs from {@code before}, its environment aside. */
    public static Changes between(A3sfile before, A3sfile after) {
        var old = before.runnable();
        var now = after.runnable();
        return new Changes(now.keySet().stream().filter(name -> !old.containsKey(name)).toList(),
                now.keySet().stream()
                        .filter(name -> old.containsKey(name) && !old.get(name).equals(now.get(name)))
                        .toList(),
                old.keySet().stream().filter(name -> !now.containsKey(name)).toList(), settings(before, after),
                List.of());
    }

    private static List<String> settings(A3sfile before, A3sfile after) {
        var different = new ArrayList<>(different("dev.", settings(before), settings(after)));
        different.addAll(different("route ", byName(before.routes(), RouteSpec::name),
                byName(after.routes(), RouteSpec::name)));
        different.addAll(different("init ", byName(before.init(), InitStep::name),
                byName(after.init(), InitStep::name)));
        return different;
    }

    private static Map<String, Object> settings(A3sfile file) {
        var dev = file.dev();
        return Map.of("name", dev.name(), "proxy_port", dev.proxyPort(), "host", dev.host(), "log_level",
                dev.logLevel(), "open", dev.open(), "monitor", dev.monitor());
    }

    private static <T> Map<String, Object> byName(List<T> entries, Function<T, String> name) {
        return entries.stream().collect(Collectors.toMap(name, entry -> entry, (first, _) -> first));
    }

    private static List<String> different(String kind, Map<String, Object> before, Map<String, Object> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream()).distinct().sorted()
                .filter(name -> !Objects.equals(before.get(name), after.get(name))).map(name -> kind + name).toList();
    }

    /** These changes, and variables that are not what they were. */
    public Changes with(List<OtherVariables> variables) {
        return new Changes(added, changed, removed, settings, variables);
    }

    /** Whether nothing is different. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** In English: "added a, b; changed c, dev.open; .env changed for d". */
    public String words() {
        return Stream.of(fileWords(), environmentWords()).filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** What of it is in the A3sfile, in English; empty if nothing is. */
    String fileWords() {
        return Stream
                .of(part("added", added), part("changed", Stream.concat(changed.stream(), settings.stream()).toList()),
                        part("removed", removed))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    /** What of it is in other files, in English; empty if nothing is. */
    String environmentWords() {
        return environment.stream().map(OtherVariables::words).collect(Collectors.joining("; "));
    }

    private static String part(String what, List<String> names) {
        return names.isEmpty() ? "" : what + " " + String.join(", ", names);
    }
}
