package dev.a3s.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.a3s.config.Section.Item;
import dev.a3s.config.ServiceSpec.Condition;
import dev.a3s.hcl.Expression;
import dev.a3s.hcl.Expression.ObjectOf;
import dev.a3s.hcl.Span;
import dev.a3s.hcl.Suggestion;
import dev.a3s.hcl.Value;

/** Reads {@code depends_on}: a list of names, or a map from names to what is waited for. */
final class DependencyReader {

    /** One name in the file, and where. */
    private record Wanted(String name, Span span, Optional<Item> condition) {}

    private final Project project;
    private final Section owner;
    private final String kind;
    private final String name;

    /** @param kind {@code service} or {@code task}, which {@code name} is */
    DependencyReader(Project project, Section owner, String kind, String name) {
        this.project = project;
        this.owner = owner;
        this.kind = kind;
        this.name = name;
    }

    Map<String, Condition> read() {
        Map<String, Condition> result = new LinkedHashMap<>();
        var edges = project.edges().computeIfAbsent(name, _ -> new LinkedHashMap<>());
        for (var wanted : owner.read("depends_on", DependencyReader::wanted).orElse(List.of())) {
            if (edges.putIfAbsent(wanted.name(), wanted.span()) != null) {
                owner.reading()
                        .warn(wanted.span(), owner.label("depends_on") + " names '" + wanted.name() + "' twice",
                                "remove one of the two");
            } else if (exists(wanted)) {
                condition(wanted).ifPresent(condition -> result.put(wanted.name(), condition));
            }
        }
        return result;
    }

    private static Optional<List<Wanted>> wanted(Item item) {
        if (!(item.value() instanceof Value.Mapping(var entries))) {
            var names = Types.TEXTS.read(item);
            List<Wanted> wanted = new ArrayList<>();
            names.ifPresent(_ -> item.items()
                    .forEach(each -> wanted.add(new Wanted(((Value.Text) each.value()).text(), each.place().span(),
                            Optional.empty()))));
            return Optional.of(wanted);
        }
        List<Wanted> wanted = new ArrayList<>();
        entries.forEach((name, condition) -> wanted.add(new Wanted(name, keySpan(item, name),
                Optional.of(item.with(condition, Types.placeOf(item, name))))));
        return Optional.of(wanted);
    }

    private static Span keySpan(Item item, String name) {
        if (item.place() instanceof ObjectOf(var items, _)) {
            for (var each : items) {
                if (each.key() instanceof Expression.Template key && key.literal().equals(Optional.of(name))) {
                    return key.span();
                }
            }
        }
        return item.place().span();
    }

    private boolean exists(Wanted wanted) {
        var other = wanted.name();
        if (project.services().containsKey(other) || project.tasks().containsKey(other)) {
            return true;
        }
        int slash = other.indexOf('/');
        var reading = owner.reading();
        if (slash > 0) {
            var repo = project.repos().get(other.substring(0, slash));
            if (repo != null && (!repo.known() || repo.names().contains(other.substring(slash + 1)))) {
                return true;
            }
            if (repo != null) {
                reading.error(wanted.span(), unknown(other), near(other.substring(slash + 1), repo.names())
                        .map(meant -> repo.name() + "/" + meant)
                        .map(DependencyReader::didYouMean)
                        .orElse("repo \"" + repo.name() + "\" has: " + String.join(", ", repo.names())));
                return false;
            }
        }
        if (!reading.errors().isTextLost()) {
            reading.error(wanted.span(), unknown(other), slash > 0
                    ? "declare repo \"" + other.substring(0, slash) + "\" { path = \"…\" }"
                    : remedy(other));
        }
        return false;
    }

    private String unknown(String other) {
        return kind + " '" + name + "' depends_on unknown service '" + other + "'";
    }

    private String remedy(String other) {
        Set<String> known = new LinkedHashSet<>(project.services().keySet());
        known.addAll(project.tasks().keySet());
        known.remove(name);
        return near(other, known).map(DependencyReader::didYouMean)
                .orElse(known.isEmpty()
                        ? "declare service \"" + other + "\", or remove it here"
                        : "known: " + String.join(", ", known));
    }

    private static Optional<String> near(String written, Set<String> known) {
        return Suggestion.of(written, known);
    }

    private static String didYouMean(String meant) {
        return "did you mean \"" + meant + "\"?";
    }

    private Optional<Condition> condition(Wanted wanted) {
        boolean task = project.tasks().containsKey(wanted.name());
        boolean service = project.services().containsKey(wanted.name());
        var usual = task ? Condition.COMPLETED : Condition.HEALTHY;
        if (wanted.condition().isEmpty()) {
            return Optional.of(usual);
        }
        var item = wanted.condition().get();
        if (item.value() instanceof Value.Null) {
            return Optional.of(usual);
        }
        var condition = Types.choice(Condition.class).read(item);
        if (task && condition.equals(Optional.of(Condition.HEALTHY))) {
            return item.wrong("cannot wait for '" + wanted.name() + "' to be \"healthy\": it is a task",
                    "write \"completed\"");
        }
        if (service && condition.equals(Optional.of(Condition.COMPLETED))) {
            return item.wrong(
                    "cannot wait for '" + wanted.name() + "' to be \"completed\": a service runs until it is stopped",
                    "write \"healthy\" or \"started\", or make it a task");
        }
        return condition;
    }
}
