package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.a3s.hcl.Expression.ObjectOf;
import dev.a3s.hcl.Expression.Template;

/** Reads what stands in brackets and braces: lists, objects, and {@code for} over either. */
final class CollectionReader {
    private final Source source;
    private final ExpressionFaults faults;
    private final Function<TokenRange, Expression> expression;

    /** @param expression reads an expression that stands inside */
    CollectionReader(Source source, ExpressionFaults faults, Function<TokenRange, Expression> expression) {
        this.source = source;
        this.faults = faults;
        this.expression = expression;
    }

    Expression tuple(TokenRange range) {
        var open = range.peek().span();
        var inside = faults.inside(range).ignoringNewlines();
        var span = open.to(range.previous().span());
        if (isFor(inside)) {
            return forEach(inside, false, span);
        }
        List<Expression> items = new ArrayList<>();
        while (!inside.at(TokenKind.END)) {
            items.add(expression.apply(inside));
            if (!inside.accept(TokenKind.COMMA) && !inside.at(TokenKind.END)) {
                throw faults.missingComma(inside);
            }
        }
        return new Expression.Tuple(items, span);
    }

    Expression object(TokenRange range) {
        var open = range.peek().span();
        var inside = faults.inside(range);
        var span = open.to(range.previous().span());
        inside.skipNewlines();
        if (isFor(inside)) {
            return forEach(inside.ignoringNewlines(), true, span);
        }
        List<ObjectOf.Item> items = new ArrayList<>();
        while (!inside.at(TokenKind.END)) {
            items.add(item(inside));
            if (!inside.at(TokenKind.NEWLINE) && !inside.at(TokenKind.COMMA) && !inside.at(TokenKind.END)) {
                throw faults.missingComma(inside);
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
            throw faults.fault(inside.peek().span(),
                    "`=` is expected behind the key, not " + faults.inWords(inside.peek()),
                    "write `name = value`");
        }
        if (inside.at(TokenKind.NEWLINE) || inside.at(TokenKind.END)) {
            throw faults.fault(inside.previous().span(), "`" + source.text(key.span()) + "` has no value",
                    "write it behind the `=`");
        }
        return new ObjectOf.Item(key, expression.apply(inside));
    }

    private Expression bareKey(Token token) {
        return new Template(List.of(new Template.Part.Text(source.text(token.span()))), token.span());
    }

    private Expression computedKey(TokenRange inside) {
        var first = inside.peek();
        var key = expression.apply(inside);
        if (key instanceof Expression.Reference(String root, _, List<Expression.Step> steps, Span span)
                && !first.is(TokenKind.OPEN_PAREN)) {
            if (steps.isEmpty()) {
                throw faults.fault(span, "`" + root + "` has no value", "write `" + root + " = …`");
            }
            throw faults.fault(span, "a computed key stands in parentheses",
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
            throw faults.fault(in.span(), "`in` is expected here, not " + faults.inWords(in),
                    "write `for item in list : value`");
        }
        var from = expression.apply(inside);
        expect(inside, TokenKind.COLON);
        var result = expression.apply(inside);
        Optional<Expression> key = Optional.empty();
        boolean grouped = false;
        if (object) {
            expect(inside, TokenKind.ARROW);
            key = Optional.of(result);
            result = expression.apply(inside);
            grouped = inside.accept(TokenKind.ELLIPSIS);
        }
        Optional<Expression> condition = Optional.empty();
        if (inside.at(TokenKind.IDENTIFIER) && source.text(inside.peek().span()).equals("if")) {
            inside.next();
            condition = Optional.of(expression.apply(inside));
        }
        expect(inside, TokenKind.END);
        return new Expression.For(second.map(_ -> first), second.orElse(first), from, key, result, grouped, condition,
                span);
    }

    private String name(TokenRange inside) {
        var token = inside.next();
        if (!token.is(TokenKind.IDENTIFIER)) {
            throw faults.fault(token.span(), "a name is expected here, not " + faults.inWords(token),
                    "write `for item in list : value`");
        }
        return source.text(token.span());
    }

    private void expect(TokenRange inside, TokenKind kind) {
        var token = inside.next();
        if (!token.is(kind)) {
            throw faults.fault(token.span(),
                    (kind == TokenKind.END ? "the end of the `for`" : kind.inWords()) + " is expected here, not "
                            + faults.inWords(token),
                    "write `[for item in list : value]` or `{for key, value in map : key => value}`");
        }
    }
}
