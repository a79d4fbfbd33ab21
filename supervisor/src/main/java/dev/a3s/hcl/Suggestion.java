package dev.a3s.hcl;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant who wrote an unknown one. */
public final class Suggestion {
    private static final int MAX_LENGTH = 60;
    /** Names shorter than this differ by one slip only. */
    private static final int SHORT = 5;

    private Suggestion() {}

    /** The known name nearest to {@code written}, if it is near enough that a slip of the finger explains it. */
    public static Optional<String> of(String written, Collection<String> known) {
        String best = null;
        int bestDistance = (written.length() < SHORT ? 1 : 2) + 1;
        if (written.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (var name : known) {
            if (Math.abs(name.length() - written.length()) >= bestDistance || name.isEmpty()) {
                continue;
            }
            int distance = name.equalsIgnoreCase(written) ? 0
                    : distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            boolean anything = distance < Math.max(written.length(), name.length());
            if (distance < bestDistance && anything) {
                best = name;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    static String inWords(String name) {
        return "did you mean `" + name + "`?";
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        var beforeLast = new int[b.length() + 1];
        var last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
