package dev.a3s.hcl;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Reads names and numbers, and explains what looks like one but is none. */
final class WordLexer {
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,15}");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,15}(_\\d{1,15})+");
    private static final int MAX_SHOWN = 40;
    /** How far behind a quote that HCL does not know its partner is looked for. */
    private static final int MAX_QUOTED = 1000;
    /** Quotes of word processors, shells and other languages, each with the one that closes it. */
    private static final String OPENING = "'`“„‘«";
    private static final String CLOSING = "'`”“’»";

    private final String text;
    private final Faults faults;

    WordLexer(String text, Faults faults) {
        this.text = text;
        this.faults = faults;
    }

    static boolean isNamePart(int c) {
        if (c < 128) {
            return c == '-' || isNameStart(c) || isDigit((char) c);
        }
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private static boolean isNameStart(int c) {
        if (c < 128) {
            return c == '_' || Character.isLetter(c);
        }
        return Character.isUnicodeIdentifierStart(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** @param afterDot whether this is an index written as {@code list.0}, which has no fraction */
    Token at(int start, boolean afterDot) {
        int c = text.codePointAt(start);
        if (isNameStart(c)) {
            int end = start;
            while (end < text.length() && isNamePart(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            return new Token(TokenKind.IDENTIFIER, start, end);
        }
        if (isDigit((char) c)) {
            return number(start, afterDot);
        }
        if (OPENING.indexOf(c) >= 0) {
            return wronglyQuoted(start);
        }
        int end = start + Character.charCount(c);
        boolean repeated = start > 0 && text.charAt(start - 1) == text.charAt(start);
        if (!repeated) {
            explain(c, new Span(start, end));
        }
        return new Token(TokenKind.UNREADABLE, start, end);
    }

    private Token number(int start, boolean afterDot) {
        int end = start;
        while (end < text.length() && belongsToNumber(start, end, afterDot)) {
            end++;
        }
        var word = text.substring(start, end);
        if (NUMBER.matcher(word).matches()) {
            return new Token(TokenKind.NUMBER, start, end);
        }
        var span = new Span(start, end);
        var shown = word.length() > MAX_SHOWN ? word.substring(0, MAX_SHOWN) + "…" : word;
        if (HEXADECIMAL.matcher(word).matches()) {
            faults.report(span, "not supported: the hexadecimal number " + word,
                    "write " + new BigInteger(word.substring(2), 16) + " instead");
        } else if (GROUPED.matcher(word).matches()) {
            faults.report(span, "`" + shown + "` is not a number", "write " + word.replace("_", ""));
        } else {
            faults.report(span, "`" + shown + "` is neither a number nor a name", "write \"" + shown + "\" for a text");
        }
        return new Token(TokenKind.UNREADABLE, start, end);
    }

    private boolean belongsToNumber(int start, int at, boolean afterDot) {
        char c = text.charAt(at);
        if (c == '.') {
            return !afterDot && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        }
        if (c == '+' || c == '-') {
            return at > start && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
                    && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        }
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /** A string in quotes that HCL does not know, up to the closing one on the same line. */
    private Token wronglyQuoted(int start) {
        int c = text.codePointAt(start);
        int kind = OPENING.indexOf(c);
        int last = Math.min(text.length(), start + MAX_QUOTED);
        int lineEnd = text.indexOf('\n', start, last);
        int close = text.indexOf(CLOSING.charAt(kind), start + 1, last);
        boolean closed = close >= 0 && (lineEnd < 0 || close < lineEnd);
        int end = closed ? close + 1 : start + 1;
        faults.report(new Span(start, end), "`" + Character.toString(c) + "` does not quote a string",
                "write \" instead");
        return new Token(TokenKind.UNREADABLE, start, end);
    }

    private void explain(int c, Span span) {
        var shown = "`" + Character.toString(c) + "`";
        switch (c) {
            case '”', '’', '»' -> faults.report(span, shown + " does not quote a string", "write \" instead");
            case ';' -> faults.report(span, "`;` has no meaning here", "begin a new line instead");
            case '&', '|' -> faults.report(span, shown + " has no meaning here",
                    "write " + "`" + Character.toString(c).repeat(2) + "`");
            case '\u00a0', '\u3000' -> faults.report(span,
                    "this blank is the character " + codePoint(c) + ", which is not a blank in HCL", "write a space");
            case '\uFEFF' -> faults.report(span, "a byte order mark stands within the text", "remove it");
            case '\uFFFD' -> {
                // the decoder has reported the bytes that this stands for, or the file holds the character itself
                faults.report(span, "the character U+FFFD stands for bytes that are not UTF-8",
                        "save the file as UTF-8");
            }
            default -> {
                boolean visible = !Character.isISOControl(c) && !Character.isWhitespace(c)
                        && Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.SURROGATE;
                faults.report(span, "the character " + (visible ? shown : codePoint(c)) + " has no meaning here",
                        visible ? "quote it, if it belongs to a text" : "remove it");
            }
        }
    }

    private static String codePoint(int c) {
        return "U+%04X".formatted(c);
    }
}
