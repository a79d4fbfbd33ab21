package dev.a3s.daemon;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which session holds which short name on one port. {@code web.localhost} belongs to the session that asked for it first,
 * as long as that session runs; {@code web.shop.localhost} always works. Guarded by the lock of {@link RouteUpdater}.
 */
final class ShortNames {
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, Set<String>> admitted = new HashMap<>();

    /** Gives {@code session} the short names that nobody holds; returns those that others hold, with the holder's name. */
    Map<String, String> admit(String session, Collection<String> subdomains) {
        var asked = admitted.computeIfAbsent(session, _ -> new HashSet<>());
        var refused = new TreeMap<String, String>();
        for (var subdomain : subdomains) {
            if (asked.add(subdomain)) {
                holders.putIfAbsent(subdomain, session);
            }
            var holder = holders.getOrDefault(subdomain, session);
            if (!holder.equals(session)) {
                refused.put(subdomain, holder);
            }
        }
        return refused;
    }

    /** Frees what {@code session} held. */
    void dismiss(String session) {
        admitted.remove(session);
        holders.values().removeIf(session::equals);
    }

    /** Whether {@code session} holds the short name, or would get it. */
    boolean isShort(String session, String subdomain) {
        var holder = holders.get(subdomain);
        if (session.equals(holder)) {
            return true;
        }
        return holder == null && !admitted.getOrDefault(session, Set.of()).contains(subdomain);
    }

    /** The name under which the session's service is best reached. */
    String hostFor(String session, String subdomain) {
        return isShort(session, subdomain) ? subdomain + ".localhost" : fullName(session, subdomain);
    }

    static String fullName(String session, String subdomain) {
        return subdomain + "." + session + ".localhost";
    }
}
