package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.hcl.Expression.ObjectOf;
import dev.a3s.hcl.Expression.Template;

/** Reads what stands in brackets and braces: lists, objects, and {@code for} over either. */
final class CollectionReader {
    private final Source source;
    private final ExpressionReader expressions;

    CollectionReader(Source source, ExpressionReader expressions) {
        this.source = source;
        this.expressions = expressions;
    }

    Expression tuple(TokenRange range) {
        var open = range.peek().span();
        var inside = expressions.inside(range).ignoringNewlines();
        var span = open.to(range.previous().span());
        if (isFor(inside)) {
            return forEach(inside, false, span);
        }
        List<Expression> items = new ArrayList<>();
        while (!inside.at(TokenKind.END)) {
            items.add(expressions.expression(inside));
            if (!inside.accept(TokenKind.COMMA) && !inside.at(TokenKind.END)) {
                throw expressions.missingComma(inside);
            }
        }
        return new Expression.Tuple(items, span);
    }

    Expression object(TokenRange range) {
        var open = range.peek().span();
        var inside = expressions.inside(range);
        var span = open.to(range.previous().span());
        inside.skipNewlines();
        if (isFor(inside)) {
            return forEach(inside.ignoringNewlines(), true, span);
        }
        List<ObjectOf.Item> items = new ArrayList<>();
        while (!inside.at(TokenKind.END)) {
            items.add(item(inside));
            if (!inside.at(TokenKind.NEWLINE) && !inside.at(TokenKind.COMMA) && !inside.at(TokenKind.END)) {
                throw expressions.missingComma(inside);
            }
            inside.accept(TokenKind.COMMA);
            inside.skipNewlines();
        }
        return new ObjectOf(items, span);
    }

    private ObjectOf.Item item(TokenRange inside) {
        var first = inside.peek();
        boolean bare = first.is(TokenKind.IDENTIFIER)
                && (inside.peekSecond().is(TokenKind.ASSIGN) || inside.peekSecond().is(TokenKind.COLON));
        var key = bare ? bareKey(inside.next()) : computedKey(inside);
        if (!inside.accept(TokenKind.ASSIGN) && !inside.accept(TokenKind.COLON)) {
            throw expressions.fault(inside.peek().span(),
                    "`=` is expected behind the key, not " + expressions.inWords(inside.peek()),
                    "write `name = value`");
        }
        if (inside.at(TokenKind.NEWLINE) || inside.at(TokenKind.END)) {
            throw expressions.fault(inside.previous().span(), "`" + source.text(key.span()) + "` has no value",
                    "write it behind the `=`");
        }
        return new ObjectOf.Item(key, expressions.expression(inside));
    }

    private Expression bareKey(Token token) {
        return new Template(List.of(new Template.Part.Text(source.text(token.span()))), token.span());
    }

    private Expression computedKey(TokenRange inside) {
        var first = inside.peek();
        var key = expressions.expression(inside);
        if (key instanceof Expression.Reference(String root, _, List<Expression.Step> steps, Span span)
                && !first.is(TokenKind.OPEN_PAREN)) {
            if (steps.isEmpty()) {
                throw expressions.fault(span, "`" + root + "` has no value", "write `" + root + " = …`");
            }
            throw expressions.fault(span, "a computed key stands in parentheses",
                    "write (" + source.text(span) + ") = …");
        }
        return key;
    }

    private boolean isFor(TokenRange inside) {
        var first = inside.peek();
        return first.is(TokenKind.IDENTIFIER) && source.text(first.span()).equals("for")
                && inside.peekSecond().is(TokenKind.IDENTIFIER);
    }

    private Expression forEach(TokenRange inside, boolean object, Span span) {
        inside.next();
        var first = name(inside);
        Optional<String> second = inside.accept(TokenKind.COMMA) ? Optional.of(name(inside)) : Optional.empty();
        var in = inside.next();
        if (!source.text(in.span()).equals("in")) {
            throw expressions.fault(in.span(), "`in` is expected here, not " + expressions.inWords(in),
                    "write `for item in list : value`");
        }
        var from = expressions.expression(inside);
        expect(inside, TokenKind.COLON);
        var result = expressions.expression(inside);
        Optional<Expression> key = Optional.empty();
        boolean grouped = false;
        if (object) {
            expect(inside, TokenKind.ARROW);
            key = Optional.of(result);
            result = expressions.expression(inside);
            grouped = inside.accept(TokenKind.ELLIPSIS);
        }
        Optional<Expression> condition = Optional.empty();
        if (inside.at(TokenKind.IDENTIFIER) && source.text(inside.peek().span()).equals("if")) {
            inside.next();
            condition = Optional.of(expressions.expression(inside));
        }
        expect(inside, TokenKind.END);
        return new Expression.For(second.map(_ -> first), second.orElse(first), from, key, result, grouped, condition,
                span);
    }

    private String name(TokenRange inside) {
        var token = inside.next();
        if (!token.is(TokenKind.IDENTIFIER)) {
            throw expressions.fault(token.span(), "a name is expected here, not " + expressions.inWords(token),
                    "write `for item in list : value`");
        }
        return source.text(token.span());
    }

    private void expect(TokenRange inside, TokenKind kind) {
        var token = inside.next();
        if (!token.is(kind)) {
            throw expressions.fault(token.span(),
                    (kind == TokenKind.END ? "the end of the `for`" : kind.inWords()) + " is expected here, not "
                            + expressions.inWords(token),
                    "write `[for item in list : value]` or `{for key, value in map : key => value}`");
        }
    }
}
