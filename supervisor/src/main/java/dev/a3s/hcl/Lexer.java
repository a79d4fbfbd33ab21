package dev.a3s.hcl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a text into tokens, as the HCL native syntax specification has them ("Lexical Elements"). Blanks and comments are
 * dropped, line breaks are kept.
 *
 * <p>
 * A quoted string, a heredoc and an interpolation are each a {@link Mode}, and they nest. One that the text never closes is
 * reported where it begins, and the lexer closes it, so that tokens that open a mode always have their partner.
 */
final class Lexer {

    /** Where the lexer is: in plain text at the bottom, in a string, or in an expression within a string. */
    private sealed interface Mode {
        record Quote(int start) implements Mode {}

        record Heredoc(int start, String marker) implements Mode {}

        /** @param braces open within the interpolation */
        record Interpolation(int start, int braces) implements Mode {}
    }

    private final String text;
    private final Faults faults;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Mode> modes = new ArrayDeque<>();
    private final WordLexer words;
    private int at;

    private Lexer(String text, Faults faults) {
        this.text = text;
        this.faults = faults;
        this.words = new WordLexer(text, faults);
    }

    static List<Token> tokens(String text, Faults faults) {
        return new Lexer(text, faults).run();
    }

    private List<Token> run() {
        while (at < text.length()) {
            switch (modes.peek()) {
                case Mode.Quote _ -> quoted();
                case Mode.Heredoc heredoc -> heredoc(heredoc);
                case Mode.Interpolation interpolation -> expression(interpolation);
                case null -> plain();
            }
        }
        unwind();
        add(TokenKind.END, 0);
        return tokens;
    }

    private void plain() {
        char c = text.charAt(at);
        switch (c) {
            case ' ', '\t' -> at++;
            case '\n' -> add(TokenKind.NEWLINE, 1);
            case '#' -> skipLine();
            case '"' -> {
                modes.push(new Mode.Quote(at));
                add(TokenKind.OPEN_QUOTE, 1);
            }
            default -> {
                if (c == '\r' && text.startsWith("\r\n", at)) {
                    at++;
                } else if (text.startsWith("//", at)) {
                    skipLine();
                } else if (text.startsWith("/*", at)) {
                    skipComment();
                } else if (!openedHeredoc()) {
                    word();
                }
            }
        }
    }

    private void word() {
        var punctuation = Punctuation.at(text, at);
        if (punctuation != null) {
            add(punctuation, Punctuation.length(punctuation));
            return;
        }
        boolean afterDot = !tokens.isEmpty() && tokens.getLast().is(TokenKind.DOT);
        var word = words.at(at, afterDot);
        boolean continues = word.is(TokenKind.UNREADABLE) && !tokens.isEmpty()
                && tokens.getLast().is(TokenKind.UNREADABLE) && tokens.getLast().end() == at;
        if (continues) {
            tokens.removeLast();
        }
        tokens.add(word);
        at = word.end();
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void skipComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            faults.report(new Span(at, at + 2), "this comment is never closed", "write `*/` where it ends");
            faults.textLost();
        }
        at = end < 0 ? text.length() : end + 2;
    }

    private boolean openedHeredoc() {
        if (!text.startsWith("<<", at)) {
            return false;
        }
        int name = at + (text.startsWith("<<-", at) ? 3 : 2);
        int end = name;
        while (end < text.length() && WordLexer.isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        int lineEnd = text.startsWith("\r\n", end) ? end + 1 : end;
        if (end == name || lineEnd >= text.length() || text.charAt(lineEnd) != '\n') {
            return false;
        }
        modes.push(new Mode.Heredoc(at, text.substring(name, end)));
        add(TokenKind.OPEN_HEREDOC, lineEnd + 1 - at);
        return true;
    }

    private void quoted() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n' && !opensTemplate()) {
            at += literalLength(true);
        }
        addText(start);
        if (at < text.length() && text.charAt(at) == '"') {
            modes.pop();
            add(TokenKind.CLOSE_QUOTE, 1);
        } else if (at >= text.length() || text.charAt(at) == '\n') {
            leaveBlockBrace();
            unwind();
        } else {
            openTemplate();
        }
    }

    /** In <code>service "api {</code> the brace is not part of the label that is never closed. */
    private void leaveBlockBrace() {
        if (modes.size() > 1 || tokens.size() < 3 || !tokens.getLast().is(TokenKind.TEXT)) {
            return;
        }
        var label = tokens.getLast();
        var written = text.substring(label.start(), label.end()).stripTrailing();
        boolean header = tokens.get(tokens.size() - 3).is(TokenKind.IDENTIFIER) && written.endsWith("{");
        if (header) {
            tokens.removeLast();
            at = label.start() + written.length() - 1;
            tokens.add(new Token(TokenKind.TEXT, label.start(),
                    label.start() + written.substring(0, written.length() - 1).stripTrailing().length()));
        }
    }

    private void heredoc(Mode.Heredoc heredoc) {
        int start = at;
        while (at < text.length() && !opensTemplate()) {
            if (text.charAt(at - 1) == '\n') {
                int end = text.indexOf('\n', at);
                var line = text.substring(at, end < 0 ? text.length() : end);
                if (line.strip().equals(heredoc.marker())) {
                    addText(start);
                    modes.pop();
                    add(TokenKind.CLOSE_HEREDOC, line.stripTrailing().length());
                    return;
                }
            }
            at += literalLength(false);
        }
        addText(start);
        if (at < text.length()) {
            openTemplate();
        }
    }

    /** How much of the literal text at hand belongs together: an escape is more than one character. */
    private int literalLength(boolean escapes) {
        if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
            return 3;
        }
        boolean escape = escapes && text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n';
        return escape ? 2 : 1;
    }

    private boolean opensTemplate() {
        return text.startsWith("${", at) || text.startsWith("%{", at);
    }

    private void openTemplate() {
        modes.push(new Mode.Interpolation(at, 0));
        boolean strips = at + 2 < text.length() && text.charAt(at + 2) == '~';
        add(text.charAt(at) == '$' ? TokenKind.OPEN_INTERPOLATION : TokenKind.OPEN_DIRECTIVE, strips ? 3 : 2);
    }

    private void expression(Mode.Interpolation mode) {
        char c = text.charAt(at);
        if (c == '{') {
            modes.pop();
            modes.push(new Mode.Interpolation(mode.start(), mode.braces() + 1));
            add(TokenKind.OPEN_BRACE, 1);
        } else if (c == '}' && mode.braces() > 0) {
            modes.pop();
            modes.push(new Mode.Interpolation(mode.start(), mode.braces() - 1));
            add(TokenKind.CLOSE_BRACE, 1);
        } else if (c == '}' || text.startsWith("~}", at)) {
            modes.pop();
            add(TokenKind.CLOSE_TEMPLATE, c == '}' ? 1 : 2);
        } else if (c == '\n' && LineShape.looksLikeStructure(text, at + 1)) {
            unwind();
        } else {
            plain();
        }
    }

    /** Closes all that is open, and reports the outermost interpolation, else the string. */
    private void unwind() {
        if (modes.isEmpty()) {
            return;
        }
        var blamed = modes.peek();
        for (var mode : modes) {
            if (mode instanceof Mode.Interpolation) {
                blamed = mode;
            }
        }
        switch (blamed) {
            case Mode.Interpolation(int start, _) ->
                faults.report(new Span(start, start + 2), "`" + text.substring(start, start + 2) + "` is never closed",
                        "write `}` where the expression ends, or `$" + text.substring(start, start + 2)
                                + "` for the characters themselves");
            case Mode.Quote(int start) ->
                faults.report(new Span(start, at), "this string is never closed",
                        "write `\"` where it ends; text of several lines is written as a heredoc, <<EOT");
            case Mode.Heredoc(int start, String marker) ->
                faults.report(new Span(start, start + 2 + marker.length()),
                        "this heredoc is never closed", "write a line that holds " + marker + " alone where it ends");
        }
        while (!modes.isEmpty()) {
            if (modes.peek() instanceof Mode.Heredoc) {
                faults.textLost();
            }
            add(switch (modes.pop()) {
                case Mode.Quote _ -> TokenKind.CLOSE_QUOTE;
                case Mode.Heredoc _ -> TokenKind.CLOSE_HEREDOC;
                case Mode.Interpolation _ -> TokenKind.CLOSE_TEMPLATE;
            }, 0);
        }
        if (!isLabel(blamed)) {
            add(TokenKind.UNREADABLE, 0);
        }
    }

    /** Whether the mode is a string behind a name, as in a block's header; any other is part of a broken value. */
    private boolean isLabel(Mode mode) {
        if (!(mode instanceof Mode.Quote(int start))) {
            return false;
        }
        int before = start - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before >= 0 && WordLexer.isNamePart(text.charAt(before));
    }

    private void addText(int start) {
        if (at > start) {
            tokens.add(new Token(TokenKind.TEXT, start, at));
        }
    }

    private void add(TokenKind kind, int length) {
        tokens.add(new Token(kind, at, at + length));
        at += length;
    }
}
