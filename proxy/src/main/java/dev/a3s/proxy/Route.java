package dev.a3s.proxy;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A name, and what becomes of its requests now.
 *
 * @param group the heading that lists of names put it under, such as its session
 * @param service what exchanges of this route are booked under
 * @param host a full host name in lower case without port or trailing dot, such as {@code web.localhost}
 * @param wildcard whether every name below {@code host} comes here too, unless a longer route claims it
 * @param target what becomes of requests
 * @param report what an error page shows; may block, and is called on a virtual thread
 * @param address where clients reach a service that does not speak HTTP, as {@code 127.0.0.1:6379}: lists show it in place of a link
 */
public record Route(String group, String service, String host, boolean wildcard, Target target,
        Supplier<ServiceReport> report, Optional<String> address) {

    /** A name, an IPv4 address or an address in brackets (RFC 3986 §3.2.2), in lower case. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9._~%-]+|\\[[a-z0-9._~%:\\[\\]-]*");

    public Route {
        Objects.requireNonNull(group);
        Objects.requireNonNull(service);
        Objects.requireNonNull(target);
        Objects.requireNonNull(report);
        Objects.requireNonNull(address);
        if (host.endsWith(".") || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("route host \"" + host
                    + "\" is not a lower-case host name without port and trailing dot");
        }
    }

    /** A name of a service that speaks HTTP. */
    public Route(String group, String service, String host, boolean wildcard, Target target,
            Supplier<ServiceReport> report) {
        this(group, service, host, wildcard, target, report, Optional.empty());
    }
}
