package dev.a3s.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.a3s.graph.DependencyGraph;
import dev.a3s.hcl.Fault.Note;
import dev.a3s.hcl.Span;
import dev.a3s.hcl.Value;

/** Looks for what is wrong between blocks that are each right by themselves. */
final class ProjectCheck {

    /** Someone who claims a public name. */
    private record Claim(String owner, Span span) {}

    private final Project project;
    private final Reading reading;

    ProjectCheck(Project project) {
        this.project = project;
        this.reading = project.reading();
    }

    void run(Map<String, Section> routes, ReferenceCheck references) {
        ports();
        subdomains(routes);
        cycles();
        swaps(references);
    }

    private void ports() {
        Map<Integer, Declaration> taken = new HashMap<>();
        for (var service : project.services().values()) {
            var port = service.declaredPort();
            var first = port.isPresent() ? taken.putIfAbsent(port.getAsInt(), service) : null;
            if (first != null) {
                reading.error(service.section().place("port"), "port conflict: services '" + first.name() + "' and '"
                        + service.name() + "' both use port " + port.getAsInt(),
                        "give one of them another port, or leave `port` out for a free one",
                        new Note(first.section().place("port"), "the port of '" + first.name() + "'"));
            }
        }
    }

    private void subdomains(Map<String, Section> routes) {
        Map<String, Claim> taken = new HashMap<>();
        for (var service : project.services().values()) {
            boolean routed = service.port().filter(port -> port instanceof Port.None).isEmpty();
            if (routed || service.section().has("subdomain")) {
                claim(taken, service.subdomain(), new Claim("service '" + service.name() + "'",
                        service.section().has("subdomain") ? service.section().place("subdomain")
                                : service.nameSpan()));
            }
        }
        routes.forEach((name, route) -> claim(taken, name, new Claim("route '" + name + "'", route.header())));
    }

    private void claim(Map<String, Claim> taken, String subdomain, Claim claim) {
        var first = taken.putIfAbsent(subdomain, claim);
        if (first != null) {
            reading.error(claim.span(), "subdomain conflict: " + first.owner() + " and " + claim.owner() + " both use "
                    + subdomain + ".localhost", "give one of them another subdomain",
                    new Note(first.span(), "the name of " + first.owner()));
        }
    }

    private void cycles() {
        Map<String, List<String>> edges = new LinkedHashMap<>();
        project.order().forEach(name -> edges.put(name, new ArrayList<>()));
        project.edges().forEach((name, needed) -> edges.get(name).addAll(needed.keySet()));
        for (var cycle : DependencyGraph.of(edges).cycles()) {
            report(cycle.names());
        }
    }

    private void report(List<String> names) {
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            notes.add(new Note(edge(names, i), "'" + names.get(i) + "' depends on '" + next(names, i) + "'"));
        }
        var first = notes.removeFirst();
        reading.error(first.span(), "dependency cycle detected involving: " + String.join(", ", names),
                "remove one of these dependencies; services may refer to each other's ports without one",
                notes.toArray(Note[]::new));
    }

    private static String next(List<String> names, int index) {
        return names.get((index + 1) % names.size());
    }

    private Span edge(List<String> names, int index) {
        return project.edges().get(names.get(index)).get(next(names, index));
    }

    /** {@code reload = "swap"}: the port changes with every restart, so nobody may keep it. */
    private void swaps(ReferenceCheck references) {
        for (var service : project.services().values()) {
            var section = service.section();
            boolean swaps = section.value("reload").filter(value -> value.equals(Value.of("swap"))).isPresent();
            if (!swaps) {
                continue;
            }
            if (section.has("port")) {
                reading.error(section.place("port"), section.label("reload") + " = \"swap\" needs `port` left out",
                        "remove `port`; each new process gets a fresh one as PORT",
                        new Note(section.place("reload"), "swap is asked for here"));
            }
            for (var use : references.portUses()) {
                if (use.service().equals(service.name())) {
                    reading.error(use.span(), "the " + use.member() + " of '" + service.name()
                            + "' changes with every restart (reload = \"swap\")",
                            "write service." + service.name() + ".url, which stays",
                            new Note(section.place("reload"), "swap is asked for here"));
                }
            }
        }
    }
}
