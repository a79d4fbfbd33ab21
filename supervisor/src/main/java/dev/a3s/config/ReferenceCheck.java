package dev.a3s.config;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.a3s.hcl.Expression;
import dev.a3s.hcl.Expression.Reference;
import dev.a3s.hcl.Expression.Step;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.Functions;
import dev.a3s.hcl.Span;
import dev.a3s.hcl.Suggestion;
import dev.a3s.hcl.Walk;

/**
 * Reports names and functions that do not exist, in every branch of an expression, also in those that its evaluation
 * leaves out.
 */
final class ReferenceCheck {
    private static final Map<String, Set<String>> MEMBERS = Map.of("project", Set.of("name", "dir"), "session",
            Set.of("name"));
    private static final Set<String> ROOTS = new TreeSet<>(Set.of("env", "service", "project", "session"));
    private static final Set<String> SERVICE_MEMBERS = Set.of("port", "host", "url", "address");
    private static final Set<String> ELSEWHERE = Set.of("var", "local", "locals", "path", "module", "data", "each",
            "count", "terraform", "self");

    /** A name that can only be meant as an environment variable. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

    private static final String NO_FILES = "write the value out, or pass it through the environment";
    private static final String NOT_CONSTANT = "the file means the same each time it is read; let the command compute it";
    /** Functions that Terraform has and this language leaves out, and what to do. */
    private static final Map<String, String> INSTEAD = Map.of("file", NO_FILES, "fileexists", NO_FILES, "fileset",
            NO_FILES, "templatefile", NO_FILES, "uuid", NOT_CONSTANT, "timestamp", NOT_CONSTANT, "try",
            "write lookup(map, key, default), env(name, default) or a conditional", "can",
            "write a conditional");

    /** A use of a service's own port, which {@code reload = "swap"} does not allow. */
    record PortUse(String service, String member, Span span) {}

    private final Set<String> services;
    private final Set<String> tasks;
    private final Faults faults;
    private final IdentityHashMap<Reference, Boolean> rejected = new IdentityHashMap<>();
    private final List<PortUse> portUses = new ArrayList<>();

    ReferenceCheck(Set<String> services, Set<String> tasks, Faults faults) {
        this.services = services;
        this.tasks = tasks;
        this.faults = faults;
    }

    /** Reports what the expression refers to and does not exist. */
    void check(Expression expression) {
        Walk.through(expression, reference -> {
            if (!accepts(reference)) {
                rejected.put(reference, true);
            }
        }, this::check);
    }

    /** Whether {@link #check} has found the reference to name something that does not exist. */
    boolean isRejected(Reference reference) {
        return rejected.containsKey(reference);
    }

    /** The uses of ports seen so far. */
    List<PortUse> portUses() {
        return portUses;
    }

    /** The name that a step goes to, if the file writes it out. */
    static Optional<String> name(Step step) {
        return switch (step) {
            case Step.Attribute(String name, _) -> Optional.of(name);
            case Step.Index(Expression.Template text, _) -> text.literal();
            case Step.Index _, Step.Splat _ -> Optional.empty();
        };
    }

    private boolean accepts(Reference reference) {
        return switch (reference.root()) {
            case "env" -> true;
            case "service" -> acceptsService(reference);
            case "project", "session" -> acceptsMember(reference, MEMBERS.get(reference.root()));
            default -> refuse(reference);
        };
    }

    private boolean acceptsMember(Reference reference, Set<String> members) {
        var root = reference.root();
        var known = String.join(", ", members.stream().sorted().map(name -> root + "." + name).toList());
        Optional<String> member = reference.steps().isEmpty() ? Optional.empty() : name(reference.steps().getFirst());
        if (member.isEmpty()) {
            faults.report(reference.span(), "`" + root + "` alone has no value", "write " + known);
            return false;
        }
        if (!members.contains(member.get())) {
            faults.report(reference.steps().getFirst().span(), "unknown reference `" + root + "." + member.get() + "`",
                    Suggestion.of(member.get(), members)
                            .map(name -> "did you mean `" + root + "." + name + "`?")
                            .orElse("known: " + known));
            return false;
        }
        return true;
    }

    private boolean acceptsService(Reference reference) {
        var steps = reference.steps();
        Optional<String> service = steps.isEmpty() ? Optional.empty() : name(steps.getFirst());
        if (service.isEmpty() || steps.size() < 2 || name(steps.get(1)).isEmpty()) {
            faults.report(reference.span(), "a reference to a service names the service and what of it is wanted",
                    "write service." + service.orElse("NAME") + ".port, .host, .url or .address");
            return false;
        }
        var member = name(steps.get(1)).get();
        boolean known = acceptsServiceName(service.get(), steps.getFirst().span());
        if (!SERVICE_MEMBERS.contains(member)) {
            faults.report(steps.get(1).span(), "a service has no `" + member + "`",
                    Suggestion.of(member, SERVICE_MEMBERS)
                            .map(name -> "did you mean `" + name + "`?")
                            .orElse("known: port, host, url, address"));
            return false;
        }
        if (member.equals("port") || member.equals("address")) {
            portUses.add(new PortUse(service.get(), member, reference.span()));
        }
        return known;
    }

    private boolean acceptsServiceName(String service, Span span) {
        if (services.contains(service)) {
            return true;
        }
        if (tasks.contains(service)) {
            faults.report(span, "'" + service + "' is a task and has no address", "refer to a service");
        } else if (service.contains("/")) {
            faults.report(span, "not supported: a reference to a service of another repository, '" + service + "'",
                    "pass its address through the environment, env.NAME, instead");
        } else if (!faults.isTextLost()) {
            faults.report(span, "unknown service: '" + service + "'", suggestion(service, services));
        }
        return false;
    }

    private static String suggestion(String written, Set<String> known) {
        return Suggestion.of(written, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElse(known.isEmpty() ? "no service is declared" : "known: " + String.join(", ", known));
    }

    private boolean refuse(Reference reference) {
        var root = reference.root();
        var span = reference.rootSpan();
        if (ELSEWHERE.contains(root)) {
            faults.report(span, "not supported: `" + root + "`",
                    "write env.NAME, service.NAME.port, project.dir or the value itself instead");
        } else if (services.contains(root) && !reference.steps().isEmpty()) {
            faults.report(span, "unknown name `" + root + "`", "did you mean `service." + root + "`?");
        } else if (reference.steps().isEmpty()) {
            faults.report(span, "unknown name `" + root + "`", Suggestion.of(root, ROOTS)
                    .map(name -> "did you mean `" + name + "`?")
                    .orElse(VARIABLE.matcher(root).matches()
                            ? "write env." + root + ", or $${" + root + "} where the shell should put it in"
                            : "write \"" + root + "\" for a text"));
        } else {
            faults.report(span, "unknown name `" + root + "`", suggestion(root, ROOTS));
        }
        return false;
    }

    private void check(Expression.Call call) {
        var instead = INSTEAD.get(call.name());
        if (instead != null) {
            faults.report(call.nameSpan(), "unknown function `" + call.name() + "`", "not supported; " + instead);
        } else if (!Functions.isKnown(call.name())) {
            faults.report(call.nameSpan(), "unknown function `" + call.name() + "`",
                    Suggestion.of(call.name(), Functions.names())
                            .map(name -> "did you mean `" + name + "`?")
                            .orElse("known: " + String.join(", ", Functions.names())));
        } else if (!call.expand()) {
            var fault = Functions.arityFault(call.name(), call.arguments().size());
            if (!fault.isEmpty()) {
                faults.report(call.nameSpan(), fault);
            }
        }
    }
}
