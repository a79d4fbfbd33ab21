package dev.a3s.config;

import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.hcl.Span;
import dev.a3s.hcl.Value;

/**
 * A service as expressions may refer to it before its block is read as a whole: its port and its public name, each evaluated
 * when it is first asked for.
 */
final class Declaration {

    /** The subdomain of the dashboard, which nothing in a file may have. */
    static final String RESERVED = "a3s";

    private enum Progress {
        OPEN, WORKING, DONE
    }

    private final String name;
    private final Span nameSpan;
    private final Section section;
    private final Scope scope;
    private Progress portProgress = Progress.OPEN;
    private Optional<Port> port = Optional.empty();
    private OptionalInt declaredPort = OptionalInt.empty();
    private Progress subdomainProgress = Progress.OPEN;
    private String subdomain;

    Declaration(String name, Span nameSpan, Section section, Scope scope) {
        this.name = name;
        this.nameSpan = nameSpan;
        this.section = section;
        this.scope = scope;
        this.subdomain = name;
    }

    String name() {
        return name;
    }

    Span nameSpan() {
        return nameSpan;
    }

    Section section() {
        return section;
    }

    /** Whether the port is being evaluated at this moment: asking for it again means that it refers to itself. */
    boolean isPortInWork() {
        return portProgress == Progress.WORKING;
    }

    boolean isSubdomainInWork() {
        return subdomainProgress == Progress.WORKING;
    }

    /** Where the service listens; empty if the file is wrong about it. */
    Optional<Port> port() {
        if (portProgress == Progress.OPEN) {
            portProgress = Progress.WORKING;
            port = findPort();
            portProgress = Progress.DONE;
        }
        return port;
    }

    /** The port that the file names, which the session may have replaced; known once {@link #port} is. */
    OptionalInt declaredPort() {
        port();
        return declaredPort;
    }

    private Optional<Port> findPort() {
        boolean absent = section.attribute("port").isEmpty() || isNull("port");
        if (absent) {
            return Optional.of(new Port.Chosen(scope.portFor(name, OptionalInt.empty())));
        }
        var written = section.read("port", Types.PORT_OR_NONE);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (written.get() == 0) {
            return Optional.of(new Port.None());
        }
        declaredPort = OptionalInt.of(written.get());
        int given = scope.portFor(name, declaredPort);
        return Optional.of(given == written.get() ? new Port.Fixed(given) : new Port.Chosen(given));
    }

    private boolean isNull(String attribute) {
        return section.attribute(attribute)
                .map(it -> section.reading().value(it.value()) instanceof Value.Null)
                .orElse(false);
    }

    /** The first label of the service's public name. */
    String subdomain() {
        if (subdomainProgress == Progress.OPEN) {
            subdomainProgress = Progress.WORKING;
            subdomain = section.read("subdomain", Declaration::label).orElse(name);
            subdomainProgress = Progress.DONE;
        }
        return subdomain;
    }

    private static Optional<String> label(Section.Item item) {
        return Types.filled(item).flatMap(text -> {
            if (text.equals(RESERVED)) {
                return item.wrong("\"a3s\" is reserved for the dashboard", "choose another name");
            }
            if (!Types.isDnsLabel(text)) {
                return item.wrong(item.value().shown() + " is not a DNS label (a-z, 0-9 and -, at most 63 characters)",
                        "write \"" + Types.asDnsLabel(text) + "\"");
            }
            return Optional.of(text);
        });
    }
}
