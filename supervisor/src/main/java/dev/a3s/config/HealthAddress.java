package dev.a3s.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import dev.a3s.config.Section.Item;
import dev.a3s.hcl.Value;

/**
 * An address to probe, as {@code health} writes it: {@code http://localhost:8000/health} or {@code tcp://localhost:5432}. The
 * host is always this machine; which of its names it is, the request says.
 *
 * @param tcp  whether an accepted connection is enough; false: an HTTP request is sent
 * @param port empty: the service's own, also where a session gives the service another than the file says
 * @param host as it is written; empty: {@code localhost}
 * @param path with the query, without the fragment; {@code /} where the address has none
 */
record HealthAddress(boolean tcp, OptionalInt port, Optional<String> host, String path) {
    /** The service itself, where no address is written. */
    static HealthAddress own(boolean tcp) {
        return new HealthAddress(tcp, OptionalInt.empty(), Optional.empty(), "/");
    }

    private static final String EXAMPLE = "write \"http://localhost:8000/health\" or \"tcp://localhost:5432\"";
    private static final Pattern ADDRESS = Pattern.compile(
            "([a-zA-Z][a-zA-Z0-9+.-]*)://([^/?#:\\[\\]@]*|\\[[^\\]]*\\])(?::([0-9]{1,9}))?([/?#].*)?",
            Pattern.DOTALL);
    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|127(\\.\\d{1,3}){3}|0\\.0\\.0\\.0|\\[::1?\\]|([a-z0-9-]{1,63}\\.){1,5}localhost",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");

    /** Whether a text can be the path of a request (RFC 9112 §3.2.1): visible ASCII that begins with {@code /}. */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    /**
     * Reads an address; what is wrong with it is reported.
     *
     * @param service whose health it is: a port that equals its own is left empty
     */
    static Optional<HealthAddress> read(Item item, Declaration service) {
        if (!(item.value() instanceof Value.Text)) {
            return item.expected("an address", EXAMPLE);
        }
        var text = Types.filled(item);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parts = ADDRESS.matcher(text.get());
        if (!parts.matches()) {
            return item.wrong(item.value().shown() + " is not an address", EXAMPLE);
        }
        boolean tcp = parts.group(1).equalsIgnoreCase("tcp");
        if (!tcp && !parts.group(1).equalsIgnoreCase("http")) {
            return item.wrong(item.value().shown() + " is not supported: " + parts.group(1) + "://", EXAMPLE);
        }
        if (!LOOPBACK.matcher(parts.group(2)).matches()) {
            return item.wrong(item.value().shown() + " is not on this machine: probes go to localhost only",
                    "write localhost, or use type = \"cmd\" with a command that asks");
        }
        var rest = Optional.ofNullable(parts.group(4)).orElse("");
        if (tcp && !rest.isEmpty() && !rest.equals("/")) {
            return item.wrong(item.value().shown() + " has a path, which tcp does not ask for",
                    "write http:// instead");
        }
        var path = withoutFragment(rest);
        if (!isPath(path)) {
            return item.wrong(item.value().shown() + " holds characters that an address cannot have",
                    "write them as %20 and the like");
        }
        return port(item, parts.group(3), service)
                .map(port -> new HealthAddress(tcp, port, Optional.of(parts.group(2)), path));
    }

    private static String withoutFragment(String rest) {
        var path = rest.startsWith("/") ? rest : "/" + rest;
        int fragment = path.indexOf('#');
        return fragment < 0 ? path : path.substring(0, fragment);
    }

    /** The port of an address, empty within where it is the service's own; empty if it is wrong. */
    private static Optional<OptionalInt> port(Item item, String digits, Declaration service) {
        var reading = item.section().reading();
        var own = service.port().map(Port::number).orElse(OptionalInt.empty());
        if (digits == null) {
            if (own.isPresent()) {
                reading.warn(item.place().span(), service.section().label("health") + " " + item.value().shown()
                        + " has no port: the service's own, " + own.getAsInt() + ", is asked", "write the port");
            }
            return Optional.of(OptionalInt.empty());
        }
        int port = Integer.parseInt(digits);
        boolean itsOwn = own.equals(OptionalInt.of(port)) || service.declaredPort().equals(OptionalInt.of(port));
        return Types.inRange(item, PortRange.ANY, port, digits, "")
                .map(known -> itsOwn ? OptionalInt.empty() : OptionalInt.of(known));
    }
}
