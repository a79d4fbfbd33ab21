package dev.a3s.watch;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of {@link IgnoreRules}, read once.
 *
 * @param regex           matched in full: on the path relative to the project if anchored, else on the name alone
 * @param anchored        whether the pattern has a {@code /} before its end
 * @param directoriesOnly whether it ends with {@code /}
 * @param negated         whether it begins with {@code !}
 */
record IgnorePattern(Pattern regex, boolean anchored, boolean directoriesOnly, boolean negated) {

    /** Empty for what is no pattern: an empty line, a comment. */
    static Optional<IgnorePattern> parse(String line) {
        var glob = withoutTrailingSpaces(line);
        if (glob.startsWith("#")) {
            return Optional.empty();
        }
        boolean negated = glob.startsWith("!");
        if (negated) {
            glob = glob.substring(1);
        }
        if (glob.startsWith("./")) {
            glob = glob.substring(1);
        }
        boolean directoriesOnly = glob.endsWith("/");
        if (directoriesOnly) {
            glob = glob.substring(0, glob.length() - 1);
        }
        if (glob.startsWith("**/") && glob.indexOf('/', 3) < 0) {
            glob = glob.substring(3);
        }
        boolean anchored = glob.contains("/");
        if (glob.startsWith("/")) {
            glob = glob.substring(1);
        }
        if (glob.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IgnorePattern(new Glob(glob).toRegex(), anchored, directoriesOnly, negated));
    }

    boolean matches(String text) {
        return regex.matcher(text).matches();
    }

    /** A space at the end counts only after a backslash. */
    private static String withoutTrailingSpaces(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
            end--;
        }
        return line.substring(0, end);
    }
}
