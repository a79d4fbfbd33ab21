package dev.a3s.hcl;

/** A piece of the text that the grammar does not look into; of no length where {@link BracketRepair} added it. */
record Token(TokenKind kind, int start, int end) {

    Span span() {
        return new Span(start, end);
    }

    boolean is(TokenKind other) {
        return kind == other;
    }
}
