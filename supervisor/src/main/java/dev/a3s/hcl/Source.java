package dev.a3s.hcl;

import java.util.Arrays;

/** A text and the offsets at which its lines begin. For one thread at a time. */
public final class Source {
    private final String text;
    private final int[] lineStarts;
    private int cachedLine = -1;
    private String cachedText = "";
    private int indentedLine = -1;
    private int cachedIndent;

    public Source(String text) {
        this.text = text;
        var starts = new int[16];
        int lines = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, lines * 2);
            }
            starts[lines++] = at + 1;
        }
        lineStarts = Arrays.copyOf(starts, lines);
    }

    public String text() {
        return text;
    }

    public String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    /** The number of the line that holds {@code offset}, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The offset at which a line begins. */
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /** The column of {@code offset} in its line, from 1, in code points. */
    public int column(int offset) {
        return text.codePointCount(lineStart(line(offset)), offset) + 1;
    }

    /** The text of a line, without its line break. */
    public String lineText(int line) {
        if (line != cachedLine) {
            int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
            if (end > lineStart(line) && text.charAt(end - 1) == '\r') {
                end--;
            }
            cachedText = text.substring(lineStart(line), end);
            cachedLine = line;
        }
        return cachedText;
    }

    /** The blanks that the line holding {@code offset} begins with; a tab counts as eight. */
    int indent(int offset) {
        int line = line(offset);
        if (line != indentedLine) {
            indentedLine = line;
            cachedIndent = indentOf(line);
        }
        return cachedIndent;
    }

    private int indentOf(int line) {
        int width = 0;
        for (int at = lineStart(line); at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\t') {
                width += 8;
            } else if (c == ' ') {
                width++;
            } else {
                break;
            }
        }
        return width;
    }
}
