package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;

import dev.a3s.hcl.Expression.Template.Part;

/** Removes from every line of a heredoc the indentation that all its lines share, as {@code <<-} asks. */
final class Indentation {
    private Indentation() {}

    static List<Part> removed(List<Part> parts) {
        int shared = shared(parts);
        List<Part> result = new ArrayList<>();
        boolean lineStart = true;
        for (var part : parts) {
            if (part instanceof Part.Text(String text)) {
                result.add(new Part.Text(without(shared, text, lineStart)));
                lineStart = text.endsWith("\n");
            } else {
                result.add(part);
                lineStart = false;
            }
        }
        return result;
    }

    /** The smallest indentation; lines that are blank do not count. */
    private static int shared(List<Part> parts) {
        int shared = Integer.MAX_VALUE;
        boolean lineStart = true;
        for (var part : parts) {
            if (!(part instanceof Part.Text(String text))) {
                if (lineStart) {
                    shared = 0;
                }
                lineStart = false;
                continue;
            }
            int at = lineStart ? 0 : next(text, 0);
            while (at < text.length()) {
                int blanks = blanks(text, at);
                boolean blankLine = at + blanks < text.length() && text.charAt(at + blanks) == '\n';
                if (!blankLine) {
                    shared = Math.min(shared, blanks);
                }
                at = next(text, at);
            }
            lineStart = text.endsWith("\n");
        }
        return shared;
    }

    private static String without(int shared, String text, boolean lineStart) {
        var result = new StringBuilder(text.length());
        int at = 0;
        boolean strips = lineStart;
        while (at < text.length()) {
            int from = strips ? at + Math.min(shared, blanks(text, at)) : at;
            int next = next(text, at);
            result.append(text, from, next);
            at = next;
            strips = true;
        }
        return result.toString();
    }

    private static int blanks(String text, int at) {
        int end = at;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return end - at;
    }

    /** Where the next line begins. */
    private static int next(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }
}
