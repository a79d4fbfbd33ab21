package dev.a3s.config;

import java.util.Collection;
import java.util.Optional;

import dev.a3s.hcl.Suggestion;

/** Finds the name that a user meant who wrote another, in a file or on a command line. */
public final class NearName {
    /** From this many letters on, the beginning of a name stands for the name, if no other name is a slip away. */
    private static final int ENOUGH = 2;
    /** From this many letters on also if another is: {@code stat} means {@code status} and not {@code start}. */
    private static final int CERTAIN = 4;

    private NearName() {}

    /** The known name that {@code written} clearly begins, or is a slip of the finger away from, or else begins. */
    public static Optional<String> of(String written, Collection<String> known) {
        return begunBy(written, known, CERTAIN).or(() -> Suggestion.of(written, known))
                .or(() -> begunBy(written, known, ENOUGH));
    }

    private static Optional<String> begunBy(String written, Collection<String> known, int letters) {
        return known.stream().filter(name -> written.length() >= letters && name.startsWith(written)).findFirst();
    }

    /** What to put behind an error: {@code "; did you mean 'api'?"}, or where nothing comes near {@code otherwise}. */
    public static String question(String written, Collection<String> known, String otherwise) {
        return of(written, known).map(near -> "; did you mean '" + near + "'?").orElse(otherwise);
    }
}
