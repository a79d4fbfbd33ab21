package dev.a3s.cli.terminal;

import java.util.ArrayList;
import java.util.List;

import dev.a3s.ansi.TerminalText;

/** Text and values fitted to a width. */
public final class Text {
    private Text() {}

    /** {@code text} on one line of at most {@code width} columns, with an ellipsis for what was cut off. */
    public static String clip(String text, int width) {
        if (text.length() <= width && isPlain(text)) {
            return text;
        }
        var line = TerminalText.plain(text).codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int length = line.codePointCount(0, line.length());
        if (length <= width) {
            return line;
        }
        return width < 1 ? "" : line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** ASCII without control characters, as nearly all of what is shown. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** {@code text} on lines of at most {@code width} columns, broken at blanks; a longer word is cut. */
    public static List<String> wrap(String text, int width) {
        return broken(text, width).stream().map(line -> clip(line, width)).toList();
    }

    /** The same where nothing may be lost: a longer word stands alone. */
    public static List<String> broken(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : clip(text, Integer.MAX_VALUE).split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** {@code 1 session}, {@code 2 sessions}. */
    public static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** {@code text} with blanks behind it. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** {@code text} with blanks before it. */
    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** {@code 0.3%}, {@code 42%}, {@code 390%}. */
    public static String percent(double percent) {
        return percent < 9.95 ? tenths(percent) + "%" : Math.round(percent) + "%";
    }

    /** {@code 512 B}, {@code 1.2 KB}, {@code 31 MB}, {@code 1.2 GB}; a KB is 1,024 bytes. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes / 1024.0;
        for (var unit : new String[]{"KB", "MB", "GB"}) {
            if (size < 999.5 || unit.equals("GB")) {
                return (size < 9.95
                        ? tenths(size)
                        : String.valueOf(Math.round(size))) + " " + unit;
            }
            size /= 1024;
        }
        throw new IllegalStateException("no unit for " + bytes);
    }

    /**
     * One digit behind the point. No formatter: loading its locale data takes a tenth of the time of {@code a3s
     * status}.
     */
    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
