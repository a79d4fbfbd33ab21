package dev.a3s.session;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.a3s.config.ServiceSpec;

/** What a new version of the file means for a running session: services by name, in file order. */
public record Difference(List<String> added, List<String> changed, List<String> removed) {
    static final Difference NONE = new Difference(List.of(), List.of(), List.of());

    static Difference between(Map<String, ServiceSpec> before, Map<String, ServiceSpec> after) {
        return new Difference(after.keySet().stream().filter(name -> !before.containsKey(name)).toList(),
                after.keySet().stream()
                        .filter(name -> before.containsKey(name) && !before.get(name).equals(after.get(name)))
                        .toList(),
                before.keySet().stream().filter(name -> !after.containsKey(name)).toList());
    }

    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** "added a, b; changed c". */
    public String describe() {
        return Stream.of(part("added", added), part("changed", changed), part("removed", removed))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String part(String what, List<String> services) {
        return services.isEmpty() ? "" : what + " " + String.join(", ", services);
    }
}
