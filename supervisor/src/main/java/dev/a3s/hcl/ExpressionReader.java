package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import dev.a3s.hcl.Expression.Operator;
import dev.a3s.hcl.Expression.Step;

/**
 * Reads expressions (HCL native syntax specification, "Expressions") by precedence climbing. The first fault ends an
 * expression, which then is {@link Expression.Broken}.
 */
final class ExpressionReader {

    /** Blocks, brackets and operators nest no deeper than this. */
    static final int MAX_DEPTH = 64;
    /** Operators in one expression; more make its tree too deep to walk. */
    private static final int MAX_OPERATORS = 500;
    /** Digits of a number, and the size of its exponent. */
    static final int MAX_DIGITS = 30;

    private final Source source;
    private final ExpressionFaults faults;
    private final TemplateReader templates;
    private final CollectionReader collections;
    private int depth;
    private int operators;

    ExpressionReader(Source source, ExpressionFaults faults) {
        this.source = source;
        this.faults = faults;
        this.templates = new TemplateReader(source, faults, this::expression);
        this.collections = new CollectionReader(source, faults, this::expression);
    }

    /** The expression that fills all of {@code range}. */
    Expression whole(TokenRange range) {
        var start = range.peek().span();
        try {
            operators = 0;
            faults.begin(range);
            var expression = expression(range);
            if (!range.at(TokenKind.END)) {
                throw faults.unexpectedBehind(range);
            }
            return expression;
        } catch (AlreadyReported reported) {
            depth = 0;
            return new Expression.Broken(start);
        }
    }

    /** The string that begins at the token at hand, for a block's label. */
    Expression template(TokenRange range) {
        var start = range.peek().span();
        try {
            return templates.read(range);
        } catch (AlreadyReported reported) {
            depth = 0;
            return new Expression.Broken(start);
        }
    }

    Expression expression(TokenRange range) {
        enter(range);
        var condition = binary(range, 1);
        var result = condition;
        if (range.accept(TokenKind.QUESTION)) {
            var yes = expression(range);
            if (!range.accept(TokenKind.COLON)) {
                throw faults.fault(range.peek().span(), "`:` is expected here, not " + faults.inWords(range.peek()),
                        "a conditional is written `condition ? value : other`");
            }
            var no = expression(range);
            result = new Expression.Conditional(condition, yes, no, condition.span().to(no.span()));
        }
        depth--;
        return result;
    }

    private void enter(TokenRange range) {
        if (++depth > MAX_DEPTH) {
            throw faults.fault(range.peek().span(), "this expression nests deeper than " + MAX_DEPTH + " levels",
                    "split it");
        }
    }

    private Expression binary(TokenRange range, int precedence) {
        var left = unary(range);
        for (var operator = operator(range.peek().kind()); operator != null
                && operator.precedence() >= precedence; operator = operator(range.peek().kind())) {
            if (++operators > MAX_OPERATORS) {
                throw faults.fault(range.peek().span(), "this expression has more than " + MAX_OPERATORS + " operators",
                        "split it");
            }
            range.next();
            var right = binary(range, operator.precedence() + 1);
            left = new Expression.Binary(operator, left, right, left.span().to(right.span()));
        }
        return left;
    }

    private static Operator operator(TokenKind kind) {
        return switch (kind) {
            case OR -> Operator.OR;
            case AND -> Operator.AND;
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case LESS_EQUAL -> Operator.LESS_EQUAL;
            case GREATER -> Operator.GREATER;
            case GREATER_EQUAL -> Operator.GREATER_EQUAL;
            case PLUS -> Operator.PLUS;
            case MINUS -> Operator.MINUS;
            case STAR -> Operator.TIMES;
            case SLASH -> Operator.DIVIDE;
            case PERCENT -> Operator.MODULO;
            default -> null;
        };
    }

    private Expression unary(TokenRange range) {
        var sign = range.peek();
        if (!sign.is(TokenKind.NOT) && !sign.is(TokenKind.MINUS)) {
            return steps(primary(range), range);
        }
        enter(range);
        range.next();
        var operand = unary(range);
        depth--;
        var operator = sign.is(TokenKind.NOT) ? Operator.NOT : Operator.NEGATE;
        return new Expression.Unary(operator, operand, sign.span().to(operand.span()));
    }

    private Expression primary(TokenRange range) {
        var token = range.peek();
        return switch (token.kind()) {
            case NUMBER -> number(range.next());
            case OPEN_QUOTE, OPEN_HEREDOC -> templates.read(range);
            case OPEN_BRACKET -> collections.tuple(range);
            case OPEN_BRACE -> collections.object(range);
            case OPEN_PAREN -> parenthesised(range);
            case IDENTIFIER -> range.peekSecond().is(TokenKind.OPEN_PAREN) ? call(range) : name(range.next());
            case UNREADABLE -> throw new AlreadyReported();
            default -> throw faults.fault(token.span(), "a value is expected here, not " + faults.inWords(token),
                    token.is(TokenKind.DOT) || token.is(TokenKind.SLASH) ? "quote the value, if it is a text" : "");
        };
    }

    private Expression number(Token token) {
        var text = source.text(token.span());
        var number = text.length() > MAX_DIGITS ? null : new BigDecimal(text);
        if (number == null || isTooLarge(number)) {
            throw faults.fault(token.span(), "this number is too large", "");
        }
        return new Expression.Literal(new Value.Numeric(number), token.span());
    }

    /** Whether a number has more than {@link #MAX_DIGITS} digits on either side of its point. */
    static boolean isTooLarge(BigDecimal number) {
        return Math.abs((long) number.scale()) > MAX_DIGITS || (long) number.precision() - number.scale() > MAX_DIGITS;
    }

    private Expression name(Token token) {
        var name = source.text(token.span());
        return switch (name) {
            case "true", "false" -> new Expression.Literal(Value.of(name.equals("true")), token.span());
            case "null" -> new Expression.Literal(Value.nothing(), token.span());
            default -> new Expression.Reference(name, token.span(), List.of(), token.span());
        };
    }

    private Expression parenthesised(TokenRange range) {
        var inside = faults.inside(range).ignoringNewlines();
        var expression = expression(inside);
        if (!inside.at(TokenKind.END)) {
            throw faults.unexpectedBehind(inside);
        }
        return expression;
    }

    private Expression call(TokenRange range) {
        var name = range.next();
        var inside = faults.inside(range).ignoringNewlines();
        var closing = range.previous().span();
        List<Expression> arguments = new ArrayList<>();
        boolean expand = false;
        while (!inside.at(TokenKind.END)) {
            arguments.add(expression(inside));
            expand = inside.accept(TokenKind.ELLIPSIS);
            if (!inside.accept(TokenKind.COMMA) && !inside.at(TokenKind.END)) {
                throw faults.missingComma(inside);
            }
        }
        return new Expression.Call(source.text(name.span()), name.span(), arguments, expand, name.span().to(closing));
    }

    private Expression steps(Expression from, TokenRange range) {
        List<Step> steps = new ArrayList<>();
        while (true) {
            var token = range.peek();
            if (token.is(TokenKind.DOT)) {
                steps.add(dotted(range));
            } else if (token.is(TokenKind.OPEN_BRACKET)) {
                steps.add(index(range));
            } else {
                break;
            }
        }
        if (steps.isEmpty()) {
            return from;
        }
        var span = from.span().to(steps.getLast().span());
        return from instanceof Expression.Reference(String root, Span rootSpan, _, _)
                ? new Expression.Reference(root, rootSpan, steps, span)
                : new Expression.Access(from, steps, span);
    }

    private Step dotted(TokenRange range) {
        range.next();
        var token = range.peek();
        return switch (token.kind()) {
            case IDENTIFIER -> new Step.Attribute(source.text(range.next().span()), token.span());
            case NUMBER -> new Step.Index(number(range.next()), token.span());
            case STAR -> new Step.Splat(range.next().span());
            default ->
                throw faults.fault(token.span(), "a name is expected behind `.`, not " + faults.inWords(token), "");
        };
    }

    private Step index(TokenRange range) {
        var open = range.peek().span();
        var inside = faults.inside(range).ignoringNewlines();
        var span = open.to(range.previous().span());
        if (inside.at(TokenKind.STAR) && inside.peekSecond().is(TokenKind.END)) {
            return new Step.Splat(span);
        }
        var index = expression(inside);
        if (!inside.at(TokenKind.END)) {
            throw faults.unexpectedBehind(inside);
        }
        return new Step.Index(index, span);
    }
}
