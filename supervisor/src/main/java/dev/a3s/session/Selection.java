package dev.a3s.session;

import java.util.Collection;
import java.util.List;

/**
 * Which services a start is about. If neither {@code services} nor {@code alone} names any, those that start by
 * themselves, or with {@code all} every one.
 *
 * @param services with what they need
 * @param alone    without: they wait for what they depend on only if that runs, or is about to
 * @param all      whether those that start only when named or asked for are meant too
 */
public record Selection(Collection<String> services, Collection<String> alone, boolean all) {
    public Selection {
        services = List.copyOf(services);
        alone = List.copyOf(alone);
    }

    /** These and what they need; empty: every service with {@code start = "auto"}. */
    public static Selection of(Collection<String> services) {
        return new Selection(services, List.of(), false);
    }

    boolean namesNone() {
        return services.isEmpty() && alone.isEmpty();
    }
}
