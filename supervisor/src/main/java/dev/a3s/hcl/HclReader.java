package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.hcl.Body.Attribute;
import dev.a3s.hcl.Body.Block;
import dev.a3s.hcl.Body.Label;

/**
 * Reads the structure of a file: attributes, blocks and their labels (HCL native syntax specification, "Structural
 * Elements"). A line that makes no sense is reported and skipped.
 */
public final class HclReader {

    private final Source source;
    private final Faults faults;
    private final ExpressionFaults inExpressions;
    private final ExpressionReader expressions;

    private HclReader(Source source, Faults faults) {
        this.source = source;
        this.faults = faults;
        this.inExpressions = new ExpressionFaults(source, faults);
        this.expressions = new ExpressionReader(source, inExpressions);
    }

    /** All of {@code source} that can be read; the rest is in {@code faults}. */
    public static Body read(Source source, Faults faults) {
        try {
            var tokens = Lexer.tokens(source.text(), faults);
            var balanced = BracketRepair.balance(tokens, source, faults);
            return new HclReader(source, faults).body(new TokenRange(balanced), 0);
        } catch (Faults.Full full) {
            return new Body(List.of(), List.of());
        }
    }

    private Body body(TokenRange range, int depth) {
        List<Attribute> attributes = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (range.skipNewlines(); !range.at(TokenKind.END); range.skipNewlines()) {
            var first = range.peek();
            if (first.is(TokenKind.OPEN_QUOTE)) {
                quotedName(range).ifPresent(attributes::add);
            } else if (!first.is(TokenKind.IDENTIFIER)) {
                garbage(range);
            } else if (range.peekSecond().is(TokenKind.ASSIGN)) {
                attributes.add(attribute(range));
            } else if (opensBlock(range)) {
                blocks.add(block(range, depth));
            } else {
                attributes.add(withoutAssign(range));
            }
        }
        return new Body(attributes, blocks);
    }

    private Attribute attribute(TokenRange range) {
        var name = range.next();
        range.next();
        return new Attribute(source.text(name.span()), name.span(), value(range, name));
    }

    private Expression value(TokenRange range, Token name) {
        var line = range.restOfLine();
        if (line.at(TokenKind.END)) {
            var end = range.previous().span();
            faults.report(end, "`" + source.text(name.span()) + "` has no value", "write it behind the `=`");
            return new Expression.Broken(end);
        }
        return expressions.whole(line);
    }

    /** Whether a <code>{</code> follows with nothing but labels in between. */
    private boolean opensBlock(TokenRange range) {
        var ahead = range.ahead();
        ahead.next();
        while (true) {
            switch (ahead.peek().kind()) {
                case OPEN_BRACE -> {
                    return true;
                }
                case IDENTIFIER, NUMBER, UNREADABLE -> ahead.next();
                case OPEN_QUOTE -> ahead.inside();
                default -> {
                    return false;
                }
            }
        }
    }

    private Block block(TokenRange range, int depth) {
        var type = range.next();
        List<Label> labels = new ArrayList<>();
        while (!range.at(TokenKind.OPEN_BRACE)) {
            label(range, labels);
        }
        var header = type.span().to(range.peek().span());
        var name = source.text(type.span());
        var inside = range.inside();
        var closing = range.previous();
        var body = new Body(List.of(), List.of());
        if (depth >= ExpressionReader.MAX_DEPTH) {
            faults.report(header, "blocks nest deeper than " + ExpressionReader.MAX_DEPTH + " levels");
        } else {
            body = content(inside, depth);
        }
        if (!range.at(TokenKind.NEWLINE) && !range.at(TokenKind.END)) {
            faults.report(range.peek().span(),
                    inExpressions.inWords(range.peek()) + " is unexpected behind the `}` of `" + name + "`",
                    "begin a new line");
            if (!range.at(TokenKind.IDENTIFIER) || closing.start() == closing.end()) {
                range.restOfLine();
            }
        }
        return new Block(name, type.span(), labels, body, header);
    }

    /** A block's body is either on lines of its own, or one attribute on the line of its braces. */
    private Body content(TokenRange inside, int depth) {
        boolean inline = !inside.at(TokenKind.NEWLINE) && !inside.at(TokenKind.END);
        var first = inside.peek();
        if (inline && inside.spansLines()) {
            faults.report(first.span(), "a block of several lines begins its content on a new line",
                    "begin a new line behind the `{`");
        }
        return body(inside, depth + 1);
    }

    private void label(TokenRange range, List<Label> labels) {
        var token = range.peek();
        switch (token.kind()) {
            case IDENTIFIER -> {
                range.next();
                labels.add(new Label(source.text(token.span()), token.span()));
            }
            case OPEN_QUOTE -> {
                var text = expressions.template(range);
                var span = text.span();
                boolean closed = span.end() - span.start() >= 2;
                var inner = closed ? new Span(span.start() + 1, Math.max(span.start() + 1, span.end() - 1)) : span;
                if (text instanceof Expression.Template template && template.literal().isPresent()) {
                    labels.add(new Label(template.literal().get(), inner));
                } else {
                    faults.report(span, "a label cannot be computed", "write a plain name in quotes");
                }
            }
            case UNREADABLE -> {
                range.next();
                var text = source.text(token.span()).replaceAll("^\\W|\\W$", "");
                if (!text.isEmpty()) {
                    labels.add(new Label(text, token.span()));
                }
            }
            default -> {
                range.next();
                faults.report(token.span(), inExpressions.inWords(token) + " is no label", "write it in quotes");
            }
        }
    }

    /** {@code port 8000}, {@code port: 8000}, or a word on its own. */
    private Attribute withoutAssign(TokenRange range) {
        var name = range.next();
        var text = source.text(name.span());
        var line = range.restOfLine();
        if (line.at(TokenKind.END)) {
            faults.report(name.span(), "`" + text + "` is followed by neither `=` nor `{`",
                    "write `" + text + " = …` for an attribute, `" + text + " { … }` for a block");
        } else if (line.at(TokenKind.COLON) && !line.peekSecond().is(TokenKind.END)) {
            faults.report(line.next().span(), "`" + text + "` is followed by `:`", "write `" + text + " = …`");
            return new Attribute(text, name.span(), expressions.whole(line));
        } else {
            faults.report(new Span(name.end(), name.end()), "`=` is missing behind `" + text + "`",
                    "write `" + text + " = …`");
        }
        return new Attribute(text, name.span(), new Expression.Broken(name.span()));
    }

    /** {@code "port" = 8000}: reported, and read as what it is meant to be. */
    private Optional<Attribute> quotedName(TokenRange range) {
        var span = range.peek().span();
        var opening = range.peek();
        if (expressions.template(range) instanceof Expression.Template template && template.literal().isPresent()
                && range.at(TokenKind.ASSIGN)) {
            var name = template.literal().get();
            faults.report(template.span(), "the name of an attribute is not quoted", "write " + name + " = …");
            range.next();
            return Optional.of(new Attribute(name, template.span(), value(range, opening)));
        }
        faults.report(span, "a name is expected here, not a string", "write `name = value` or `name { … }`");
        range.restOfLine();
        return Optional.empty();
    }

    private void garbage(TokenRange range) {
        var first = range.peek();
        if (!first.is(TokenKind.UNREADABLE)) {
            faults.report(first.span(), "a name is expected here, not " + inExpressions.inWords(first),
                    "write `name = value` or `name { … }`");
        }
        range.restOfLine();
    }
}
