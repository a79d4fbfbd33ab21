package dev.a3s.watch;

import java.util.regex.Pattern;

/** Translates one glob of {@link IgnoreRules} into a regular expression that matches the same paths. */
final class Glob {

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    Glob(String glob) {
        this.glob = glob;
    }

    Pattern toRegex() {
        while (at < glob.length()) {
            translateNext();
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private void translateNext() {
        if (glob.equals("**")) {
            take(".+", 2);
        } else if (at == 0 && glob.startsWith("**/")) {
            take("(?:.*/)?", 3);
        } else if (glob.startsWith("/**/", at)) {
            take("/(?:.*/)?", 4);
        } else if (glob.startsWith("/**", at) && at + 3 == glob.length()) {
            take("/.+", 3);
        } else {
            switch (glob.charAt(at)) {
                case '*' -> stars();
                case '?' -> take("[^/]", 1);
                case '[' -> set();
                case '\\' -> escaped();
                default -> literal(glob.charAt(at));
            }
        }
    }

    private void take(String translation, int length) {
        regex.append(translation);
        at += length;
    }

    /** Several stars that are not a whole path segment are like one (gitignore(5)). */
    private void stars() {
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        regex.append("[^/]*");
    }

    private void literal(char c) {
        take(Pattern.quote(String.valueOf(c)), 1);
    }

    private void escaped() {
        at++;
        literal(at < glob.length() ? glob.charAt(at) : '\\');
    }

    /** {@code [abc]}, {@code [a-z]}, {@code [!a]}; a bracket that is never closed stands for itself. */
    private void set() {
        int first = at + 1;
        boolean negated = first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^');
        if (negated) {
            first++;
        }
        int end = glob.indexOf(']', first + 1);
        if (end < 0) {
            literal('[');
            return;
        }
        regex.append(negated ? "[^/" : "[");
        for (char c : glob.substring(first, end).toCharArray()) {
            regex.append("[]&^\\".indexOf(c) >= 0 ? "\\" + c : c);
        }
        regex.append(negated ? "]" : "&&[^/]]");
        at = end + 1;
    }
}
