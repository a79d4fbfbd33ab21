package dev.a3s.regex;

import java.util.List;

/** What to write for syntax that other engines have and RE2 lacks. */
final class RegexAdvice {

    /**
     * @param begins what the part that RE2 refuses begins with
     * @param name   what others call it
     * @param help   what to write instead
     */
    private record Lack(String begins, String name, String help) {}

    private static final String AROUND = "match the text around it as well; parentheses tell which part is meant";
    private static final String NO_BACKTRACKING = "write it without: the search never goes back";

    /** The longer beginning stands before the shorter. */
    private static final List<Lack> LACKS = List.of(
            new Lack("(?<=", "lookbehind", AROUND), new Lack("(?<!", "lookbehind", AROUND),
            new Lack("(?=", "lookahead", AROUND), new Lack("(?!", "lookahead", AROUND),
            new Lack("(?>", "an atomic group", NO_BACKTRACKING),
            new Lack("++", "a possessive count", NO_BACKTRACKING),
            new Lack("*+", "a possessive count", NO_BACKTRACKING),
            new Lack("?+", "a possessive count", NO_BACKTRACKING),
            new Lack("(?x", "the flag x", "write the expression without blanks and comments"),
            new Lack("\\k", "a back reference", "write the repeated part out"),
            new Lack("\\h", "\\h", "write [ \\t]"), new Lack("\\H", "\\H", "write [^ \\t]"),
            new Lack("\\R", "\\R", "write \\r?\\n"), new Lack("\\Z", "\\Z", "write \\n?\\z"),
            new Lack("\\e", "\\e", "write \\x1b"), new Lack("\\u", "\\u", "write \\x{…} with the same digits"),
            new Lack("\\p", "this class", "write \\p{L}, \\p{Greek} or [[:alpha:]]"));

    private RegexAdvice() {}

    /** What is wrong with an expression of which RE2 refuses {@code part}. */
    static UnusableRegex refused(String description, String part) {
        for (var lack : LACKS) {
            if (part.startsWith(lack.begins())) {
                return new UnusableRegex("not supported: " + lack.name() + ", `" + part + "`", lack.help());
            }
        }
        if (part.length() > 1 && part.charAt(0) == '\\' && Character.isDigit(part.charAt(1))) {
            return new UnusableRegex("not supported: a back reference, `" + part + "`", "write the repeated part out");
        }
        if (part.equals("stack underflow")) {
            return new UnusableRegex("no regular expression: a `)` closes nothing", "write \\) for the character");
        }
        return new UnusableRegex(
                "no regular expression: " + description + (part.isEmpty() ? "" : " at `" + part + "`"),
                "a backslash takes the meaning from a character, as in \\[");
    }

    /** Classes that other engines would intersect, and RE2 would take for a class that holds {@code &}. */
    static boolean intersects(String expression) {
        int open = expression.indexOf('[');
        int found = expression.indexOf("&&[", Math.max(open, 0));
        return open >= 0 && found >= 0;
    }
}
