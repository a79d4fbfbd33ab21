package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.hcl.Expression.Operator;
import dev.a3s.hcl.Expression.Step;

/**
 * Reads expressions (HCL native syntax specification, "Expressions") by precedence climbing. The first fault ends an
 * expression, which then is {@link Expression.Broken}.
 */
final class ExpressionReader {

    /** Operators in one expression; more make its tree too deep to walk. */
    private static final int MAX_OPERATORS = 500;
    /** Digits of a number, and the size of its exponent. */
    private static final int MAX_DIGITS = 30;

    private final Source source;
    private final Faults faults;
    private final TemplateReader templates;
    private final CollectionReader collections;
    private int depth;
    private int operators;
    /** Whether part of the expression was no token, so that what else seems wrong with it comes from that. */
    private boolean damaged;

    ExpressionReader(Source source, Faults faults) {
        this.source = source;
        this.faults = faults;
        this.templates = new TemplateReader(source, this);
        this.collections = new CollectionReader(source, this);
    }

    /** The expression that fills all of {@code range}. */
    Expression whole(TokenRange range) {
        var start = range.peek().span();
        try {
            operators = 0;
            damaged = range.holds(TokenKind.UNREADABLE);
            var expression = expression(range);
            if (!range.at(TokenKind.END)) {
                throw unexpectedBehind(range);
            }
            return expression;
        } catch (AlreadyReported reported) {
            depth = 0;
            return new Expression.Broken(start);
        }
    }

    /** The string at hand, as a block's label. */
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
                throw fault(range.peek().span(), "`:` is expected here, not " + inWords(range.peek()),
                        "a conditional is written `condition ? value : other`");
            }
            var no = expression(range);
            result = new Expression.Conditional(condition, yes, no, condition.span().to(no.span()));
        }
        depth--;
        return result;
    }

    private void enter(TokenRange range) {
        if (++depth > HclReader.MAX_DEPTH) {
            throw fault(range.peek().span(), "this expression nests deeper than " + HclReader.MAX_DEPTH + " levels",
                    "split it");
        }
    }

    private Expression binary(TokenRange range, int precedence) {
        var left = unary(range);
        for (var operator = operator(range.peek().kind()); operator != null
                && operator.precedence() >= precedence; operator = operator(range.peek().kind())) {
            if (++operators > MAX_OPERATORS) {
                throw fault(range.peek().span(), "this expression has more than " + MAX_OPERATORS + " operators",
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
            default -> throw fault(token.span(), "a value is expected here, not " + inWords(token),
                    token.is(TokenKind.DOT) || token.is(TokenKind.SLASH) ? "quote the value, if it is a text" : "");
        };
    }

    private Expression number(Token token) {
        var text = source.text(token.span());
        var number = text.length() > MAX_DIGITS ? null : new BigDecimal(text);
        if (number == null || Math.abs((long) number.scale()) > MAX_DIGITS
                || number.precision() - number.scale() > MAX_DIGITS) {
            throw fault(token.span(), "this number is too large", "");
        }
        return new Expression.Literal(new Value.Numeric(number), token.span());
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
        var inside = inside(range).ignoringNewlines();
        var expression = expression(inside);
        if (!inside.at(TokenKind.END)) {
            throw unexpectedBehind(inside);
        }
        return expression;
    }

    private Expression call(TokenRange range) {
        var name = range.next();
        var inside = inside(range).ignoringNewlines();
        var closing = range.previous().span();
        List<Expression> arguments = new ArrayList<>();
        boolean expand = false;
        while (!inside.at(TokenKind.END)) {
            arguments.add(expression(inside));
            expand = inside.accept(TokenKind.ELLIPSIS);
            if (!inside.accept(TokenKind.COMMA) && !inside.at(TokenKind.END)) {
                throw missingComma(inside);
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
            default -> throw fault(token.span(), "a name is expected behind `.`, not " + inWords(token), "");
        };
    }

    private Step index(TokenRange range) {
        var open = range.peek().span();
        var inside = inside(range).ignoringNewlines();
        var span = open.to(range.previous().span());
        if (inside.at(TokenKind.STAR) && inside.peekSecond().is(TokenKind.END)) {
            return new Step.Splat(span);
        }
        var index = expression(inside);
        if (!inside.at(TokenKind.END)) {
            throw unexpectedBehind(inside);
        }
        return new Step.Index(index, span);
    }

    /** What lies between the bracket at hand and its partner. */
    TokenRange inside(TokenRange range) {
        if (!range.hasPartner()) {
            throw fault(range.peek().span(), "this " + inWords(range.peek()) + " is never closed",
                    "write " + range.peek().kind().closer().inWords() + " where it ends");
        }
        return range.inside();
    }

    AlreadyReported missingComma(TokenRange range) {
        if (range.at(TokenKind.UNREADABLE)) {
            return new AlreadyReported();
        }
        var end = range.previous().span();
        return fault(new Span(end.end() - 1, end.end()), "`,` is missing before " + inWords(range.peek()),
                "write `,` between the two");
    }

    private AlreadyReported unexpectedBehind(TokenRange range) {
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

    AlreadyReported fault(Span span, String message, String help) {
        if (!damaged) {
            faults.report(new Fault(span, message, Optional.of(help).filter(text -> !text.isEmpty()), List.of()));
        }
        return new AlreadyReported();
    }

    /** How messages name a token; the end of a range is what stands there. */
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
