package dev.a3s.proxy;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names that a page lists: the shortest one of each service, under the heading of its group.
 *
 * @param groups by their headings, in alphabetical order, as are the names of each
 * @param addresses for each name of a service that does not speak HTTP, where it is reached
 */
public record KnownNames(Map<String, List<String>> groups, Map<String, String> addresses) {

    public static final KnownNames NONE = new KnownNames(Map.of(), Map.of());
    private static final int MAX_GUESSED = 100;
    private static final Comparator<String> SHORTEST = Comparator.comparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    static KnownNames of(Collection<Route> routes) {
        var addresses = new TreeMap<String, String>();
        var shortest = new TreeMap<String, TreeMap<String, String>>();
        for (var route : routes) {
            route.address().ifPresent(address -> addresses.put(route.host(), address));
            shortest.computeIfAbsent(route.group(), _ -> new TreeMap<>())
                    .merge(route.service(), route.host(), (a, b) -> SHORTEST.compare(a, b) <= 0 ? a : b);
        }
        var groups = new LinkedHashMap<String, List<String>>();
        shortest.forEach((group, hosts) -> groups.put(group, hosts.values().stream().sorted().toList()));
        return new KnownNames(groups, addresses);
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The names that a browser can open. */
    private List<String> all() {
        return groups.values().stream().flatMap(List::stream).filter(name -> !addresses.containsKey(name)).toList();
    }

    /**
     * The name that whoever wrote {@code host} probably meant: the full name of the only service that is called so, else one at
     * most two slips away, in short names one.
     */
    public Optional<String> nearest(String host) {
        if (host.length() > MAX_GUESSED) {
            return Optional.empty();
        }
        var full = all().stream().filter(name -> label(name).equals(label(host))).toList();
        if (full.size() == 1) {
            return Optional.of(full.getFirst());
        }
        int allowed = host.length() - ".localhost".length() < 5 ? 1 : 2;
        return all().stream()
                .filter(name -> Math.abs(name.length() - host.length()) <= allowed && slips(host, name) <= allowed)
                .min(Comparator.comparingInt(name -> slips(host, name)));
    }

    private static String label(String host) {
        return host.substring(0, Math.max(host.indexOf('.'), 0));
    }

    /** Characters to insert, to leave out, to replace or to swap with their neighbour. */
    private static int slips(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : least(rows, a, b, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int least(int[][] rows, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
