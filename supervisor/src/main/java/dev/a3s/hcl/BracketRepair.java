package dev.a3s.hcl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.a3s.hcl.Fault.Note;

/**
 * Makes brackets balance: adds the closing one that is missing, at the line where the indentation says that it belongs,
 * and drops the one that closes nothing. Each repair is reported at the bracket that has no partner: for one that is
 * never closed, at the opening one, however far above the place where the file stops making sense.
 *
 * <p>
 * Indentation is consulted only when the braces do not come out even. Brackets inside of interpolations are left to the
 * expression's own reader.
 */
final class BracketRepair {
    private static final int MAX_HEADER = 80;
    private static final int MAX_OPEN = 1000;

    /** A bracket that waits for its partner. */
    private static final class Opener {
        final Token token;
        /** Blanks at the start of the line that the bracket stands on. */
        final int indent;
        /** Whether the bracket begins a value rather than a block. */
        final boolean object;
        /** Whether the content begins on the line of the bracket. */
        final boolean inline;
        /** Whether a line of the content is indented further than the line of the bracket. */
        boolean indentsContent;
        /** How many unreadable tokens stand before the bracket. */
        int unreadable;

        Opener(Token token, int indent, boolean object, boolean inline) {
            this.token = token;
            this.indent = indent;
            this.object = object;
            this.inline = inline;
        }
    }

    private final Source source;
    private final Faults faults;
    private final List<Token> tokens;
    private final List<Token> repaired = new ArrayList<>();
    private final Deque<Opener> open = new ArrayDeque<>();
    /** How many open brackets wait for each kind of closing one, and how many stand on lines of each indentation. */
    private final Map<TokenKind, Integer> awaited = new EnumMap<>(TokenKind.class);
    private final Map<Integer, Integer> indents = new HashMap<>();
    /** How many more braces are opened than closed; below zero: closed than opened. */
    private int surplus;
    /** How many unreadable tokens there were so far: the missing bracket may have been in one. */
    private int unreadable;
    private final boolean lostBefore;

    private BracketRepair(List<Token> tokens, Source source, Faults faults) {
        this.tokens = tokens;
        this.source = source;
        this.faults = faults;
        this.lostBefore = faults.isTextLost();
    }

    /** The tokens, with brackets that balance wherever no template is around them. */
    static List<Token> balance(List<Token> tokens, Source source, Faults faults) {
        return new BracketRepair(tokens, source, faults).run();
    }

    private List<Token> run() {
        int depth = 0;
        for (var token : tokens) {
            depth += templateDepth(token);
            if (depth == 0 && token.is(TokenKind.OPEN_BRACE)) {
                surplus++;
            }
            if (depth == 0 && token.is(TokenKind.CLOSE_BRACE)) {
                surplus--;
            }
        }
        boolean lineStart = true;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += templateDepth(token);
            if (depth > 0 || token.is(TokenKind.CLOSE_QUOTE) || token.is(TokenKind.CLOSE_HEREDOC)) {
                if (depth == 1 && lineStart) {
                    beginLine(i);
                }
                repaired.add(token);
                lineStart = false;
                continue;
            }
            if (lineStart && !token.is(TokenKind.NEWLINE) && !token.is(TokenKind.END)) {
                beginLine(i);
            }
            step(i, lineStart);
            lineStart = token.is(TokenKind.NEWLINE);
        }
        return repaired;
    }

    private static int templateDepth(Token token) {
        return switch (token.kind()) {
            case OPEN_QUOTE, OPEN_HEREDOC -> 1;
            case CLOSE_QUOTE, CLOSE_HEREDOC -> -1;
            default -> 0;
        };
    }

    private void step(int index, boolean lineStart) {
        var token = tokens.get(index);
        if (token.is(TokenKind.UNREADABLE)) {
            unreadable++;
        }
        if (token.kind().opens()) {
            repaired.add(token);
            open(index);
        } else if (token.kind().closes()) {
            close(token, lineStart);
        } else if (token.is(TokenKind.NEWLINE)) {
            if (surplus < 0 && lacksBrace(index)) {
                surplus++;
                var brace = new Token(TokenKind.OPEN_BRACE, token.start(), token.start());
                faults.report(new Span(lastEnd() - 1, lastEnd()), "`{` is missing here",
                        "write `{` at the end of the line");
                repaired.add(brace);
                push(new Opener(brace, source.indent(token.start()), false, false));
            }
            repaired.add(token);
        } else if (token.is(TokenKind.END)) {
            while (!open.isEmpty()) {
                reportUnclosed(token, true);
            }
            repaired.add(token);
        } else {
            repaired.add(token);
        }
    }

    private int lastEnd() {
        return repaired.getLast().end();
    }

    private void open(int index) {
        var previous = index > 0 ? tokens.get(index - 1) : tokens.get(index);
        boolean object = !previous.is(TokenKind.IDENTIFIER) && !previous.is(TokenKind.CLOSE_QUOTE);
        boolean inline = !tokens.get(index + 1).is(TokenKind.NEWLINE);
        push(new Opener(tokens.get(index), source.indent(tokens.get(index).start()), object, inline));
    }

    /** Closes what cannot be open any more at a line that begins with this token. */
    private void beginLine(int index) {
        var token = tokens.get(index);
        if (token.kind().closes()) {
            return;
        }
        int indent = source.indent(token.start());
        boolean structure = LineShape.looksLikeStructure(source.text(), token.start());
        while (!open.isEmpty()) {
            var top = open.peek();
            boolean brace = top.token.is(TokenKind.OPEN_BRACE);
            boolean header = structure && isBlockHeader(index);
            boolean dedented = brace && surplus > 0 && indent <= top.indent && (top.indentsContent || top.inline);
            if ((!brace && structure) || (brace && top.object && header && surplus > 0) || dedented) {
                reportUnclosed(token, false);
            } else {
                top.indentsContent |= indent > top.indent;
                return;
            }
        }
    }

    /** <code>name {</code> or <code>name "label" {</code>, with the brace at the end of the line or not. */
    private boolean isBlockHeader(int index) {
        if (!tokens.get(index).is(TokenKind.IDENTIFIER)) {
            return false;
        }
        int at = index + 1;
        while (true) {
            switch (tokens.get(at).kind()) {
                case OPEN_BRACE -> {
                    return true;
                }
                case IDENTIFIER, OPEN_QUOTE, TEXT, CLOSE_QUOTE -> at++;
                default -> {
                    return false;
                }
            }
        }
    }

    private void close(Token token, boolean lineStart) {
        if (token.is(TokenKind.CLOSE_BRACE) && lineStart) {
            closeDeeper(token);
        }
        while (!open.isEmpty() && open.peek().token.kind().closer() != token.kind() && isAwaited(token.kind())) {
            reportUnclosed(token, false);
        }
        if (open.isEmpty() || open.peek().token.kind().closer() != token.kind() || isSurplus(token, lineStart)) {
            faults.report(token.span(), "this " + token.kind().inWords() + " closes nothing", "remove it");
            if (token.is(TokenKind.CLOSE_BRACE)) {
                surplus++;
            }
        } else {
            pop();
            repaired.add(token);
        }
    }

    /** A brace that closes a line further left than the innermost open one: that one was forgotten. */
    private void closeDeeper(Token token) {
        int indent = source.indent(token.start());
        while (surplus > 0 && !open.isEmpty() && open.peek().token.is(TokenKind.OPEN_BRACE)
                && open.peek().indent > indent && indents.getOrDefault(indent, 0) > 0) {
            reportUnclosed(token, false);
        }
    }

    private boolean isSurplus(Token token, boolean lineStart) {
        return token.is(TokenKind.CLOSE_BRACE) && lineStart && surplus < 0
                && source.indent(token.start()) > open.peek().indent;
    }

    private boolean isAwaited(TokenKind closer) {
        return awaited.getOrDefault(closer, 0) > 0;
    }

    private void push(Opener opener) {
        if (open.size() == MAX_OPEN) {
            faults.report(opener.token.span(), "more than " + MAX_OPEN + " brackets are open here",
                    "close those that are complete");
            throw new Faults.Full();
        }
        opener.unreadable = unreadable;
        open.push(opener);
        awaited.merge(opener.token.kind().closer(), 1, Integer::sum);
        indents.merge(opener.indent, 1, Integer::sum);
    }

    private Opener pop() {
        var opener = open.pop();
        awaited.merge(opener.token.kind().closer(), -1, Integer::sum);
        indents.merge(opener.indent, -1, Integer::sum);
        return opener;
    }

    /** Whether the line that ends here reads like a block's header or {@code name =} and goes on further right. */
    private boolean lacksBrace(int newline) {
        int first = newline;
        while (first > 0 && !tokens.get(first - 1).is(TokenKind.NEWLINE)) {
            first--;
        }
        if (first == newline || !tokens.get(first).is(TokenKind.IDENTIFIER)) {
            return false;
        }
        boolean assigns = tokens.get(newline - 1).is(TokenKind.ASSIGN) && newline - first == 2;
        boolean header = true;
        for (int i = first + 1; i < newline; i++) {
            header &= switch (tokens.get(i).kind()) {
                case IDENTIFIER, OPEN_QUOTE, TEXT, CLOSE_QUOTE -> true;
                default -> false;
            };
        }
        int next = newline;
        while (tokens.get(next).is(TokenKind.NEWLINE)) {
            next++;
        }
        return (assigns || header) && !tokens.get(next).is(TokenKind.END)
                && source.indent(tokens.get(next).start()) > source.indent(tokens.get(first).start());
    }

    /** Closes the innermost bracket in front of the line break before {@code noticed}. */
    private void reportUnclosed(Token noticed, boolean atEnd) {
        var opener = pop();
        int place = repaired.size();
        while (place > 0 && repaired.get(place - 1).is(TokenKind.NEWLINE)) {
            place--;
        }
        boolean brace = opener.token.is(TokenKind.OPEN_BRACE);
        if (brace) {
            surplus--;
        }
        if (brace && atEnd) {
            faults.textLost();
        }
        int where = place > 0 ? repaired.get(place - 1).end() : 0;
        var closer = opener.token.kind().closer();
        if (brace && !opener.inline && place < repaired.size()) {
            repaired.add(place + 1, new Token(TokenKind.NEWLINE, where, where));
            place++;
        }
        repaired.add(place, new Token(closer, where, where));
        List<Note> notes = atEnd ? List.of() : List.of(new Note(noticed.span(), "it should be closed before this"));
        var what = header(opener);
        boolean swallowed = (brace && atEnd && lostBefore)
                || ((!brace || opener.inline) && unreadable > opener.unreadable);
        if (swallowed) {
            return;
        }
        faults.report(new Fault(opener.token.span(), what + " is never closed",
                Optional.of("write " + closer.inWords() + " where it ends"), notes));
    }

    /** The text that opens a block, such as <code>service "api" {</code>; of anything else the bracket alone. */
    private String header(Opener opener) {
        var bracket = "this " + opener.token.kind().inWords();
        if (!opener.token.is(TokenKind.OPEN_BRACE) || opener.object || opener.token.start() == opener.token.end()) {
            return bracket;
        }
        int lineStart = source.lineStart(source.line(opener.token.start()));
        if (opener.token.end() - lineStart > MAX_HEADER) {
            return bracket;
        }
        return "`" + source.text().substring(lineStart, opener.token.end()).strip() + "`";
    }
}
