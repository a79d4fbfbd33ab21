package dev.a3s.hcl;

/** Guesses from the start of a line whether it belongs to the structure of a file or to an expression. */
final class LineShape {
    private LineShape() {}

    /**
     * Whether the line at {@code lineStart} looks like {@code name = …}, <code>name {</code>,
     * <code>name "label" {</code> or a lone closing brace: nothing of that stands at the start of a line within an
     * interpolation.
     */
    static boolean looksLikeStructure(String text, int lineStart) {
        int at = skipBlanks(text, lineStart);
        if (at >= text.length() || text.charAt(at) == '}') {
            return true;
        }
        int nameEnd = at;
        while (nameEnd < text.length() && WordLexer.isNamePart(text.codePointAt(nameEnd))) {
            nameEnd += Character.charCount(text.codePointAt(nameEnd));
        }
        if (nameEnd == at) {
            return false;
        }
        int next = skipBlanks(text, nameEnd);
        if (next >= text.length()) {
            return false;
        }
        char c = text.charAt(next);
        boolean assigns = c == '=' && !text.startsWith("==", next) && !text.startsWith("=>", next);
        return assigns || c == '{' || (c == '"' && next > nameEnd);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
