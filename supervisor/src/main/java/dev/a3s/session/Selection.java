package dev.a3s.session;

import java.util.Collection;
import java.util.List;

/**
 * Which services to start. If neither {@code services} nor {@code alone} names any: those with {@code start = "auto"}, or
 * with {@code all} every service.
 *
 * @param services started together with their dependencies
 * @param alone    started without their dependencies: they wait for a dependency only if it runs, or is about to
 * @param all      whether {@code manual} and {@code on-demand} services are meant too
 */
public record Selection(Collection<String> services, Collection<String> alone, boolean all) {
    public Selection {
        services = List.copyOf(services);
        alone = List.copyOf(alone);
    }

    /** These services and their dependencies; empty: every service with {@code start = "auto"}. */
    public static Selection of(Collection<String> services) {
        return new Selection(services, List.of(), false);
    }

    boolean namesNone() {
        return services.isEmpty() && alone.isEmpty();
    }
}
