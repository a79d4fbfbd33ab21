package dev.a3s.config;

import dev.a3s.config.Problem.Place;

/**
 * A source line as a terminal shows it, and which of its cells to mark. Tabs become blanks, characters that would act on
 * the terminal become visible ones, and of a long line only the part around the spot is left.
 *
 * @param line   what to print
 * @param indent cells before the mark
 * @param width  cells to mark, at least 1
 */
record Snippet(String line, int indent, int width) {
    private static final int TAB = 4;
    private static final int MAX_CELLS = 120;
    private static final int BEFORE = 40;

    static Snippet of(Place place) {
        var line = place.sourceLine();
        int first = offset(line, place.column() - 1);
        int last = offset(line, place.column() - 1 + place.length());
        int from = first;
        int cellsBefore = 0;
        while (from > 0 && (cellsBefore < BEFORE || line.length() <= MAX_CELLS)) {
            from -= Character.charCount(line.codePointBefore(from));
            cellsBefore += cells(line.codePointAt(from));
        }
        var shown = new StringBuilder(from > 0 ? "…" : "");
        int cell = shown.length();
        int indent = cell;
        int end = -1;
        int at = from;
        while (at < line.length() && cell < MAX_CELLS) {
            if (at == first) {
                indent = cell;
            }
            if (at == last) {
                end = cell;
            }
            int c = line.codePointAt(at);
            append(shown, c);
            cell += cells(c);
            at += Character.charCount(c);
        }
        if (at <= first) {
            indent = cell;
        }
        if (end < 0) {
            end = cell;
        }
        return new Snippet(shown + (at < line.length() ? "…" : ""), indent, Math.max(1, end - indent));
    }

    /** The text with everything visible that would act on a terminal. */
    static String printable(String text) {
        if (text.codePoints().noneMatch(Snippet::acts)) {
            return text;
        }
        var result = new StringBuilder();
        text.codePoints().forEach(c -> append(result, c));
        return result.toString();
    }

    private static int offset(String line, int codePoints) {
        int at = 0;
        for (int i = 0; i < codePoints && at < line.length(); i++) {
            at += Character.charCount(line.codePointAt(at));
        }
        return at;
    }

    private static void append(StringBuilder shown, int c) {
        if (c == '\t') {
            shown.append(" ".repeat(TAB));
        } else if (c < 0x20) {
            shown.appendCodePoint(0x2400 + c);
        } else if (acts(c)) {
            shown.append('\uFFFD');
        } else {
            shown.appendCodePoint(c);
        }
    }

    /** Control characters, and those that turn the direction of text around. */
    private static boolean acts(int c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /** The cells that a terminal gives a character (Unicode Standard Annex #11, wide and zero-width in outline). */
    private static int cells(int c) {
        if (c == '\t') {
            return TAB;
        }
        int type = Character.getType(c);
        boolean zero = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK
                || (type == Character.FORMAT && !acts(c));
        if (zero) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F64F)
                || (c >= 0x1F680 && c <= 0x1F6FF) || (c >= 0x1F900 && c <= 0x1F9FF) || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
