package dev.a3s.regex;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression in RE2's syntax. A search takes at most the text's length times {@link #size()} steps and needs no
 * stack, so that neither an expression nor a text can make it endless. Thread-safe.
 */
public final class Regex {

    /** The longest expression, in characters. */
    public static final int MAX_LENGTH = 1000;
    /** How many characters a search reads before others have their turn. */
    public static final int PIECE = PacedText.PIECE;
    /** The most parts of an expression whose counts are written out. */
    static final int MAX_SIZE = 2000;
    private static final int MAX_DEPTH = 100;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles {@code expression}.
     *
     * @throws UnusableRegex with the part that is wrong
     */
    public static Regex of(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw new UnusableRegex("longer than " + MAX_LENGTH + " characters", "match a shorter part");
        }
        if (RegexSize.of(expression, MAX_SIZE, MAX_DEPTH) > MAX_SIZE) {
            throw new UnusableRegex("too large: with its counts written out it has more than " + MAX_SIZE + " parts",
                    "write a lower count, or * and +");
        }
        if (RegexAdvice.intersects(expression)) {
            throw new UnusableRegex("not supported: `&&` in a class", "write out the characters that are left");
        }
        try {
            return new Regex(Pattern.compile(expression));
        } catch (PatternSyntaxException invalid) {
            throw RegexAdvice.refused(invalid.getDescription(), Optional.ofNullable(invalid.getPattern()).orElse(""));
        }
    }

    /** Steps that a search takes for each character, at most. */
    public int size() {
        return pattern.programSize();
    }

    /** Whether it is found anywhere in the text. */
    public boolean isIn(CharSequence text) {
        return isIn(text, () -> {});
    }

    /**
     * Whether it is found anywhere in the text.
     *
     * @param between runs behind each piece of {@link #PIECE} characters; what it throws ends the search
     */
    public boolean isIn(CharSequence text, Runnable between) {
        return search(text, between).next();
    }

    /**
     * Begins a search for the matches in {@code text}.
     *
     * @param between runs behind each piece of {@link #PIECE} characters that the search reads; what it throws ends the search
     */
    public Search search(CharSequence text, Runnable between) {
        return new Search(pattern.matcher(new PacedText(text, between)));
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    /** The matches in one text, one after the other. For one thread. */
    public static final class Search {
        private final Matcher matcher;

        private Search(Matcher matcher) {
            this.matcher = matcher;
        }

        /** Goes to the next match; whether there is one. */
        public boolean next() {
            return matcher.find();
        }

        /** How many groups the expression has. */
        public int groups() {
            return matcher.groupCount();
        }

        /** The names of groups that have one, in alphabetical order. */
        public Set<String> names() {
            return new TreeSet<>(matcher.pattern().namedGroups().keySet());
        }

        /** What a group matched, 0 for the whole; empty if it took no part in the match. */
        public Optional<String> group(int group) {
            return Optional.ofNullable(matcher.group(group));
        }

        /** What the group of this name matched. */
        public Optional<String> group(String name) {
            return Optional.ofNullable(matcher.group(name));
        }
    }
}
