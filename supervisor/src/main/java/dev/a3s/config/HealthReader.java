package dev.a3s.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.a3s.config.HealthSpec.Check;
import dev.a3s.config.HealthSpec.StatusRange;
import dev.a3s.config.Section.Item;
import dev.a3s.config.Section.ValueType;
import dev.a3s.hcl.Body;
import dev.a3s.hcl.Expression;
import dev.a3s.hcl.Value;
import dev.a3s.regex.Regex;
import dev.a3s.regex.UnusableRegex;

/** Reads how a service is probed: {@code health} as a block, a map, or a {@link HealthAddress} alone. */
final class HealthReader {

    private enum Kind {
        HTTP, TCP, CMD, LOG
    }

    private static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(10);
    private static final int MAX_RETRIES = 1_000_000;
    private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final Pattern STATUS = Pattern.compile("(\\d{3})(?:\\s*-\\s*(\\d{3}))?");

    private final Section service;
    private final Declaration declaration;

    HealthReader(Section service, Declaration declaration) {
        this.service = service;
        this.declaration = declaration;
    }

    Optional<HealthSpec> read() {
        var block = service.block("health");
        var attribute = service.attribute("health");
        if (block.isPresent() && attribute.isPresent()) {
            service.reading()
                    .error(attribute.get().nameSpan(), service.label("health") + " is set twice",
                            "keep either the attribute or the block");
            return Optional.empty();
        }
        if (block.isPresent()) {
            return fromSection(Section.of(service.reading(), Schema.HEALTH, service.subject(), "health.",
                    block.get().header(), block.get().body()), block.get().type().equals("health_check"));
        }
        if (attribute.isEmpty()) {
            return Optional.empty();
        }
        if (attribute.get().value() instanceof Expression.ObjectOf object) {
            return fromSection(Section.of(service.reading(), Schema.HEALTH, service.subject(), "health.",
                    attribute.get().nameSpan(), asBody(object)), attribute.get().name().equals("health_check"));
        }
        return service.read("health", this::address)
                .flatMap(this::check)
                .map(check -> new HealthSpec(check,
                        HealthSpec.DEFAULT_INTERVAL, HealthSpec.DEFAULT_TIMEOUT, HealthSpec.DEFAULT_RETRIES, false));
    }

    private Body asBody(Expression.ObjectOf object) {
        List<Body.Attribute> attributes = new ArrayList<>();
        for (var item : object.items()) {
            if (item.key() instanceof Expression.Template key && key.literal().isPresent()) {
                attributes.add(new Body.Attribute(key.literal().get(), key.span(), item.value()));
            } else {
                service.reading()
                        .error(item.key().span(), service.label("health") + " has a computed name",
                                "write the name out");
            }
        }
        return new Body(attributes, List.of());
    }

    /** @param plainSeconds whether numbers without a unit are seconds, as the designs' {@code health_check} has them */
    private Optional<HealthSpec> fromSection(Section health, boolean plainSeconds) {
        var interval = health.read("interval", time(LEAST_INTERVAL, plainSeconds)).orElse(HealthSpec.DEFAULT_INTERVAL);
        var timeout = health.read("timeout", time(LEAST_TIMEOUT, plainSeconds)).orElse(HealthSpec.DEFAULT_TIMEOUT);
        int retries = health.read("retries", Types.integer(1, MAX_RETRIES)).orElse(HealthSpec.DEFAULT_RETRIES);
        boolean restart = health.read("restart", Types.FLAG).orElse(false);
        return check(health).map(check -> new HealthSpec(check, interval, timeout, retries, restart));
    }

    private static ValueType<Duration> time(Duration least, boolean plainSeconds) {
        return plainSeconds ? Durations.secondsBetween(least, Durations.MAX) : Durations.atLeast(least);
    }

    private Optional<Check> check(Section health) {
        var url = health.read("url", this::address);
        var path = health.read("path", HealthReader::path);
        var status = health.read("status", HealthReader::status);
        var headers = health.read("headers", HealthReader::headers);
        var command = health.read("cmd", Types.COMMAND);
        var pattern = health.read("pattern", HealthReader::pattern);
        boolean wrongType = health.has("type") && health.read("type", Types.choice(Kind.class)).isEmpty();
        if (wrongType || (health.has("url") && url.isEmpty())) {
            return Optional.empty();
        }
        var kind = health.read("type", Types.choice(Kind.class)).orElseGet(() -> implied(health, url));
        if (url.isPresent() && kindOf(url.get()) != kind) {
            health.reading()
                    .error(health.place("url"), health.label("url") + " does not fit type = \""
                            + Types.spelling(kind) + "\"", "write " + Types.spelling(kind) + "://… or remove `type`");
            return Optional.empty();
        }
        superfluous(health, kind);
        return switch (kind) {
            case HTTP -> {
                var address = url.orElse(HealthAddress.own(false));
                yield check(address).map(check -> check instanceof Check.Http http
                        ? new Check.Http(http.port(), path.orElse(http.path()), status.orElse(StatusRange.SUCCESS),
                                http.host(), headers.orElse(Map.of()))
                        : check);
            }
            case TCP -> check(url.orElse(HealthAddress.own(true)));
            case CMD -> required(health, "cmd", command).map(Check.Cmd::new);
            case LOG -> required(health, "pattern", pattern).map(Check.Log::new);
        };
    }

    private static Kind kindOf(HealthAddress address) {
        return address.tcp() ? Kind.TCP : Kind.HTTP;
    }

    private static Kind implied(Section health, Optional<HealthAddress> url) {
        if (url.isPresent()) {
            return kindOf(url.get());
        }
        if (health.has("path") || health.has("status") || health.has("headers")) {
            return Kind.HTTP;
        }
        return health.has("cmd") ? Kind.CMD : health.has("pattern") ? Kind.LOG : Kind.TCP;
    }

    private static <T> Optional<T> required(Section health, String name, Optional<T> value) {
        if (!health.has(name)) {
            health.reading()
                    .error(health.header(), health.label(name) + " is missing",
                            "write " + (name.equals("cmd") ? "cmd = \"pg_isready\"" : "pattern = \"listening on\""));
        }
        return value;
    }

    /** Warns of attributes that this kind of check does not look at. */
    private static void superfluous(Section health, Kind kind) {
        var used = switch (kind) {
            case HTTP -> List.of("url", "path", "status", "headers");
            case TCP -> List.of("url");
            case CMD -> List.of("cmd");
            case LOG -> List.of("pattern");
        };
        for (var name : List.of("url", "path", "status", "headers", "cmd", "pattern")) {
            if (health.has(name) && !used.contains(name)) {
                health.reading()
                        .warn(health.attribute(name).orElseThrow().nameSpan(),
                                health.label(name) + " has no effect with type = \"" + Types.spelling(kind) + "\"",
                                "remove it, or change `type`");
            }
        }
    }

    /** The check of an address; empty, with a warning, where the service has no port that it could mean. */
    private Optional<Check> check(HealthAddress address) {
        boolean noPort = declaration.port().filter(port -> port instanceof Port.None).isPresent();
        if (noPort && address.port().isEmpty()) {
            service.reading()
                    .warn(service.attribute("health")
                            .map(Body.Attribute::nameSpan)
                            .or(() -> service.block("health").map(Body.Block::header))
                            .orElse(service.header()),
                            service.label("health")
                                    + " asks a port, but the service has none (port = 0): the check is left out",
                            "give the service a port, or use type = \"cmd\" or \"log\"");
            return Optional.empty();
        }
        return Optional.of(address.tcp() ? new Check.Tcp(address.port())
                : new Check.Http(address.port(), address.path(), StatusRange.SUCCESS, address.host(), Map.of()));
    }

    private Optional<HealthAddress> address(Item item) {
        return HealthAddress.read(item, declaration);
    }

    private static Optional<String> path(Item item) {
        return Types.filled(item)
                .flatMap(path -> HealthAddress.isPath(path) ? Optional.of(path)
                        : path.startsWith(
                                "/") ? item.wrong(item.value().shown() + " holds characters that a path cannot have",
                                        "write them as %20 and the like")
                                        : item.wrong(item.value().shown() + " does not begin with `/`",
                                                "write \"/" + path + "\""));
    }

    /** Fields of a request (RFC 9110 §5): names are tokens, values are without line breaks. */
    private static Optional<Map<String, String>> headers(Item item) {
        return Types.VARIABLES.read(item).flatMap(fields -> {
            for (var field : fields.entrySet()) {
                if (!FIELD_NAME.matcher(field.getKey()).matches()) {
                    return item.wrong("has the name \"" + field.getKey() + "\", which no field of a request can have",
                            "write letters, digits and hyphens, such as \"X-Api-Key\"");
                }
                if (!FIELD_VALUE.matcher(field.getValue()).matches()) {
                    return item.wrong("gives " + field.getKey() + " a value that no field of a request can have",
                            "leave out line breaks and characters outside of ASCII");
                }
            }
            return Optional.of(fields);
        });
    }

    private static Optional<StatusRange> status(Item item) {
        var text = item.value() instanceof Value.Numeric number ? number.text() : Types.TEXT.read(item).orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        var range = STATUS.matcher(text);
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (first >= 100 && last <= 599 && first <= last) {
                return Optional.of(new StatusRange(first, last));
            }
        }
        return item.wrong(item.value().shown() + " is not a range of status codes (100 to 599)",
                "write \"200-399\" or 204");
    }

    private static Optional<String> pattern(Item item) {
        return Types.filled(item).flatMap(text -> {
            try {
                Regex.of(text);
                return Optional.of(text);
            } catch (UnusableRegex unusable) {
                return item.wrong(item.value().shown() + " is " + unusable.getMessage(),
                        unusable.help().replace("\\", "\\\\"));
            }
        });
    }
}
