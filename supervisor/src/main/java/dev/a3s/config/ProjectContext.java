package dev.a3s.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.hcl.EvaluationContext;
import dev.a3s.hcl.Expression.Reference;
import dev.a3s.hcl.Expression.Step;
import dev.a3s.hcl.Span;
import dev.a3s.hcl.Suggestion;
import dev.a3s.hcl.Value;

/** Resolves the references of one file, apart from those that {@link ReferenceCheck} has rejected. */
final class ProjectContext implements EvaluationContext {

    /** The address on which services are expected to listen; they get it as {@code HOST}. */
    static final String HOST = "127.0.0.1";
    private static final int HTTP_PORT = 80;

    private final Map<String, Declaration> services;
    private final Map<String, String> environment;
    private final Scope scope;
    private final Reading reading;
    private final Path dir;
    private final DevReader dev;
    private final ReferenceCheck check;

    /** @param environment what {@code env.NAME} sees, with {@code .env} already in it */
    ProjectContext(Map<String, Declaration> services, Map<String, String> environment, Scope scope, Reading reading,
            DevReader dev, ReferenceCheck check) {
        this.services = services;
        this.environment = environment;
        this.scope = scope;
        this.reading = reading;
        this.dir = reading.dir();
        this.dev = dev;
        this.check = check;
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Resolved resolve(Reference reference) {
        if (check.isRejected(reference)) {
            return new Resolved(Value.unknown(), 0);
        }
        var steps = reference.steps();
        return switch (reference.root()) {
            case "env" -> environmentVariable(steps);
            case "service" -> {
                var name = ReferenceCheck.name(steps.getFirst()).orElseThrow();
                var member = ReferenceCheck.name(steps.get(1)).orElseThrow();
                yield new Resolved(member(services.get(name), member, reference.span()), 2);
            }
            case "project" -> ReferenceCheck.name(steps.getFirst()).orElseThrow().equals("dir")
                    ? new Resolved(Value.of(dir.toString()), 1)
                    : new Resolved(projectName(reference.span()), 1);
            case "session" -> new Resolved(
                    scope.session().isEmpty() ? projectName(reference.span()) : Value.of(scope.session()), 1);
            default -> new Resolved(Value.unknown(), 0);
        };
    }

    private Value projectName(Span span) {
        if (dev.isNameInWork()) {
            return circular("the project's name", span);
        }
        return Value.of(dev.name());
    }

    private Resolved environmentVariable(List<Step> steps) {
        Optional<String> name = steps.isEmpty() ? Optional.empty() : ReferenceCheck.name(steps.getFirst());
        if (name.isEmpty()) {
            Map<String, Value> all = new LinkedHashMap<>();
            environment.forEach((variable, value) -> all.put(variable, Value.of(value)));
            return new Resolved(new Value.Mapping(all), 0);
        }
        var value = environment.get(name.get());
        if (value != null) {
            return new Resolved(Value.of(value), 1);
        }
        var remedy = "set it, or write env(\"" + name.get() + "\", \"default\")";
        reading.error(steps.getFirst().span(), "the environment variable " + name.get() + " is not set",
                Suggestion.of(name.get(), environment.keySet())
                        .map(near -> "did you mean `" + near + "`? Else " + remedy)
                        .orElse(remedy));
        return new Resolved(Value.unknown(), 1);
    }

    private Value member(Declaration service, String member, Span span) {
        if (member.equals("host")) {
            return Value.of(HOST);
        }
        if (service.isPortInWork()) {
            return circular("the port of service \"" + service.name() + "\"", span);
        }
        var port = service.port();
        if (port.isEmpty()) {
            return Value.unknown();
        }
        if (port.get().number().isEmpty()) {
            reading.error(span, "service '" + service.name() + "' has no port (port = 0), and so no " + member,
                    "give it a port, or leave `port` out for a free one");
            return Value.unknown();
        }
        int number = port.get().number().getAsInt();
        return switch (member) {
            case "port" -> Value.of(number);
            case "address" -> Value.of(HOST + ":" + number);
            default -> url(service, span);
        };
    }

    private Value url(Declaration service, Span span) {
        if (service.isSubdomainInWork()) {
            return circular("the subdomain of service \"" + service.name() + "\"", span);
        }
        if (dev.isProxyPortInWork()) {
            return circular("dev.proxy_port", span);
        }
        int port = scope.proxyPort(dev.proxyPort());
        return Value.of("http://" + scope.hostFor(service.subdomain(), port) + (port == HTTP_PORT ? "" : ":" + port));
    }

    private Value circular(String what, Span span) {
        reading.error(span, what + " refers to itself", "write the value out");
        return Value.unknown();
    }
}
