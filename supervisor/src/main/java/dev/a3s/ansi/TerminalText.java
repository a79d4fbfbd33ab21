package dev.a3s.ansi;

import java.util.Set;

/**
 * Text that may hold words of others, such as a path, a program's output or another process's command line, as a terminal
 * can show it: without what the terminal would take for a command (ECMA-48 escape sequences and control characters, in
 * seven bits and in eight), and without what lets text read other than it is (bidirectional embeddings, overrides and
 * isolates, UAX #9 §2). Line feeds and tabs stay.
 */
public final class TerminalText {
    private static final char ESC = '\u001b';
    private static final char BEL = '\u0007';
    private static final char CSI = '\u009b';
    private static final char ST = '\u009c';

    /** The colours that a3s itself uses, as parameters of SGR (ECMA-48 §8.3.117): none hides text, or moves anything. */
    private static final Set<String> STYLES = Set.of("0", "1", "2", "31", "32", "33", "34", "35", "36", "91", "92",
            "93",
            "94", "95", "96", "1;31", "1;33");
    private static final String PLAIN = ESC + "[0m";

    private TerminalText() {}

    /** {@code text} without any escape sequence. */
    public static String plain(String text) {
        return isHarmless(text) ? text : kept(text, false);
    }

    /** {@code text} with no escape sequences but the colours that a3s itself uses, which end with the text. */
    public static String styled(String text) {
        return isHarmless(text) ? text : kept(text, true);
    }

    /** {@code json} with all that {@link #plain} leaves out written as {@code \}{@code uXXXX}, which it means the same as. */
    public static String json(String json) {
        if (isHarmless(json)) {
            return json;
        }
        var escaped = new StringBuilder(json.length() + 16);
        json.chars().forEach(c -> escaped.append(isHarmless((char) c) ? Character.toString(c)
                : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    private static boolean isHarmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isHarmless(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(char c) {
        return (c >= ' ' && c < '\u007f') || c == '\n' || c == '\t' || (c >= '\u00a0' && !isDirection(c));
    }

    /** LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI; not the marks, which Arabic and Hebrew texts need. */
    static boolean isDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private static String kept(String text, boolean styles) {
        var kept = new StringBuilder(text.length() + PLAIN.length());
        boolean styled = false;
        for (int i = 0; i < text.length();) {
            char c = text.charAt(i);
            int end = end(text, i);
            if (c == ESC && styles && isStyle(text, i, end)) {
                kept.append(text, i, end);
                styled = text.charAt(i + 2) != '0';
            } else if (isHarmless(c)) {
                kept.append(c);
            }
            i = end;
        }
        return styled ? kept.append(PLAIN).toString() : kept.toString();
    }

    private static boolean isStyle(String text, int from, int to) {
        return to - from > 3 && text.charAt(from + 1) == '[' && text.charAt(to - 1) == 'm'
                && STYLES.contains(text.substring(from + 2, to - 1));
    }

    /** Where the character, or the escape sequence that begins there, is over. */
    private static int end(String text, int at) {
        return switch (text.charAt(at)) {
            case ESC -> {
                int i = at + 1;
                if (i == text.length()) {
                    yield i;
                }
                yield switch (text.charAt(i)) {
                    case '[' -> afterFinal(text, skip(text, i + 1, '0', '?'), '@');
                    case ']', 'P', 'X', '^', '_' -> afterString(text, i + 1);
                    default -> afterFinal(text, i, '0');
                };
            }
            case CSI -> afterFinal(text, skip(text, at + 1, '0', '?'), '@');
            case '\u0090', '\u0098', '\u009d', '\u009e', '\u009f' -> afterString(text, at + 1);
            default -> at + 1;
        };
    }

    private static int afterFinal(String text, int from, char least) {
        int i = skip(text, from, ' ', '/');
        return i < text.length() && text.charAt(i) >= least && text.charAt(i) <= '~' ? i + 1 : i;
    }

    private static int skip(String text, int from, char least, char most) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= least && text.charAt(i) <= most) {
            i++;
        }
        return i;
    }

    /** Behind BEL or ST (ECMA-48 §8.3.143); one that does not end takes the rest of its line. */
    private static int afterString(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == BEL || c == ST) {
                return i + 1;
            }
            if (c == ESC) {
                return i + 1 < text.length() && text.charAt(i + 1) == '\\' ? i + 2 : i;
            }
            if (c == '\n') {
                return i;
            }
        }
        return text.length();
    }
}
