package dev.a3s.hcl;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A cursor over part of a list of balanced tokens. The token at hand is the one that {@link #next} returns. */
final class TokenRange {
    private final List<Token> tokens;
    private final int[] partners;
    private int at;
    private final int end;
    private boolean ignoringNewlines;

    TokenRange(List<Token> tokens) {
        this(tokens, partners(tokens), 0, tokens.size() - 1);
    }

    private TokenRange(List<Token> tokens, int[] partners, int at, int end) {
        this.tokens = tokens;
        this.partners = partners;
        this.at = at;
        this.end = end;
    }

    /** For each token that opens something the index of the one that closes it. */
    private static int[] partners(List<Token> tokens) {
        var partners = new int[tokens.size()];
        Arrays.fill(partners, -1);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < partners.length; i++) {
            var kind = tokens.get(i).kind();
            if (kind.opens() || kind.opensTemplate()) {
                open.push(i);
            } else if (kind.closes() || kind.closesTemplate()) {
                while (kind.closesTemplate() && !open.isEmpty() && tokens.get(open.peek()).kind().closer() != kind) {
                    open.pop();
                }
                if (!open.isEmpty() && tokens.get(open.peek()).kind().closer() == kind) {
                    partners[open.pop()] = i;
                }
            }
        }
        return partners;
    }

    /** The token at hand; past the end of the range one of kind {@link TokenKind#END} at the place of its end. */
    Token peek() {
        if (ignoringNewlines) {
            while (at < end && tokens.get(at).is(TokenKind.NEWLINE)) {
                at++;
            }
        }
        return at < end ? tokens.get(at) : new Token(TokenKind.END, tokens.get(end).start(), tokens.get(end).start());
    }

    /** The token behind the one at hand. */
    Token peekSecond() {
        peek();
        int next = at + 1;
        if (ignoringNewlines) {
            while (next < end && tokens.get(next).is(TokenKind.NEWLINE)) {
                next++;
            }
        }
        return next < end ? tokens.get(next)
                : new Token(TokenKind.END, tokens.get(end).start(), tokens.get(end).start());
    }

    Token next() {
        var token = peek();
        if (at < end) {
            at++;
        }
        return token;
    }

    boolean at(TokenKind kind) {
        return peek().is(kind);
    }

    boolean accept(TokenKind kind) {
        boolean there = at(kind);
        if (there) {
            next();
        }
        return there;
    }

    void skipNewlines() {
        while (at < end && tokens.get(at).is(TokenKind.NEWLINE)) {
            at++;
        }
    }

    /** From here on line breaks mean nothing, as between brackets. */
    TokenRange ignoringNewlines() {
        ignoringNewlines = true;
        return this;
    }

    /** The last token before the one at hand. */
    Token previous() {
        return tokens.get(Math.max(0, at - 1));
    }

    /** What lies between the token at hand, which opens something, and its partner; the cursor moves behind both. */
    TokenRange inside() {
        int partner = partners[at];
        var inside = new TokenRange(tokens, partners, at + 1, partner);
        at = partner + 1;
        return inside;
    }

    /** Whether the token at hand, which opens something, has a partner within this range. */
    boolean hasPartner() {
        return at < end && partners[at] >= 0 && partners[at] < end;
    }

    /** What is left of the line, with all brackets that are opened on it; the cursor moves to the line break. */
    TokenRange restOfLine() {
        int from = at;
        while (at < end && !tokens.get(at).is(TokenKind.NEWLINE)) {
            at = hasPartner() ? partners[at] + 1 : at + 1;
        }
        return new TokenRange(tokens, partners, from, at);
    }

    /** A second cursor at the same place. */
    TokenRange ahead() {
        return new TokenRange(tokens, partners, at, end);
    }

    /** Whether a token of this kind lies ahead, at whatever depth. */
    boolean holds(TokenKind kind) {
        for (int i = at; i < end; i++) {
            if (tokens.get(i).is(kind)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a line ends within this range, outside of all brackets. */
    boolean spansLines() {
        var ahead = ahead();
        ahead.restOfLine();
        return ahead.at < end;
    }
}
