package dev.a3s.hcl;

import java.util.List;
import java.util.Optional;

/** Reports what is wrong with the syntax of expressions, and names tokens in messages. */
final class ExpressionFaults {
    private final Source source;
    private final Faults faults;
    /** Whether part of the expression at hand was no token, so that what else seems wrong with it comes from that. */
    private boolean damaged;

    ExpressionFaults(Source source, Faults faults) {
        this.source = source;
        this.faults = faults;
    }

    /** Begins an expression that fills all of {@code range}. */
    void begin(TokenRange range) {
        damaged = range.holds(TokenKind.UNREADABLE);
    }

    AlreadyReported fault(Span span, String message, String help) {
        if (!damaged) {
            faults.report(new Fault(span, message, Optional.of(help).filter(text -> !text.isEmpty()), List.of()));
        }
        return new AlreadyReported();
    }

    AlreadyReported missingComma(TokenRange range) {
        if (range.at(TokenKind.UNREADABLE)) {
            return new AlreadyReported();
        }
        var end = range.previous().span();
        return fault(new Span(end.end() - 1, end.end()), "`,` is missing before " + inWords(range.peek()),
                "write `,` between the two");
    }

    AlreadyReported unexpectedBehind(TokenRange range) {
        var token = range.peek();
        if (token.is(TokenKind.UNREADABLE)) {
            return new AlreadyReported();
        }
        var help = switch (token.kind()) {
            case IDENTIFIER -> range.peekSecond().is(TokenKind.ASSIGN)
                    ? "begin a new line for each attribute"
                    : "quote the value, if it is a text";
            case COMMA -> "attributes are separated by new lines, not by commas";
            case ASSIGN -> "compare with `==`";
            default -> "remove it, or quote the value if it is a text";
        };
        return fault(token.span(), inWords(token) + " is unexpected behind the value", help);
    }

    /** What lies between the bracket at hand and its partner; a bracket without one is reported. */
    TokenRange inside(TokenRange range) {
        if (!range.hasPartner()) {
            throw fault(range.peek().span(), "this " + inWords(range.peek()) + " is never closed",
                    "write " + range.peek().kind().closer().inWords() + " where it ends");
        }
        return range.inside();
    }

    /** How messages name a token; for the end of a range, the character that stands there. */
    String inWords(Token token) {
        var text = source.text();
        if (token.is(TokenKind.IDENTIFIER)) {
            return "`" + source.text(token.span()) + "`";
        }
        if (!token.is(TokenKind.END) || token.start() >= text.length()) {
            return token.kind().inWords();
        }
        char there = text.charAt(token.start());
        return there == '\n' || there == '\r' ? TokenKind.NEWLINE.inWords() : "`" + there + "`";
    }
}
