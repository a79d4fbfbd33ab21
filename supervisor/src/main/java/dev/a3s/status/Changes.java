package dev.a3s.status;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.a3s.config.ServiceSpec;

/** How one version of an A3sfile differs from another: services by name, in file order. */
public record Changes(List<String> added, List<String> changed, List<String> removed) {
    /** Nothing is different. */
    public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

    /** How {@code after} differs from {@code before}. */
    public static Changes between(Map<String, ServiceSpec> before, Map<String, ServiceSpec> after) {
        return new Changes(after.keySet().stream().filter(name -> !before.containsKey(name)).toList(),
                after.keySet().stream()
                        .filter(name -> before.containsKey(name) && !before.get(name).equals(after.get(name)))
                        .toList(),
                before.keySet().stream().filter(name -> !after.containsKey(name)).toList());
    }

    /** Whether nothing is different. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** In English: "added a, b; changed c". */
    public String words() {
        return Stream.of(part("added", added), part("changed", changed), part("removed", removed))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String part(String what, List<String> services) {
        return services.isEmpty() ? "" : what + " " + String.join(", ", services);
    }
}
