package dev.a3s.hcl;

/** The smallest piece of text that the grammar knows; without length where {@link BracketRepair} added it. */
record Token(TokenKind kind, int start, int end) {

    Span span() {
        return new Span(start, end);
    }

    boolean is(TokenKind other) {
        return kind == other;
    }
}
