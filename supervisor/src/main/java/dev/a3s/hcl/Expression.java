package dev.a3s.hcl;

import java.util.List;
import java.util.Optional;

/** A value as the file writes it, not yet evaluated. */
public sealed interface Expression {

    Span span();

    /** A number, {@code true}, {@code false} or {@code null}. */
    record Literal(Value value, Span span) implements Expression {}

    /** A quoted string or a heredoc; the parts join to its text. */
    record Template(List<Part> parts, Span span) implements Expression {

        /** A piece of a template. */
        public sealed interface Part {
            /** Text as it is, escapes resolved. */
            record Text(String text) implements Part {}

            /** <code>${…}</code>. */
            record Interpolation(Expression expression) implements Part {}
        }

        /** The text, if nothing in it needs evaluation. */
        public Optional<String> literal() {
            var text = new StringBuilder();
            for (var part : parts) {
                if (!(part instanceof Part.Text(String piece))) {
                    return Optional.empty();
                }
                text.append(piece);
            }
            return Optional.of(text.toString());
        }
    }

    /** {@code [a, b]}. */
    record Tuple(List<Expression> items, Span span) implements Expression {}

    /** <code>{ key = value }</code>. */
    record ObjectOf(List<Item> items, Span span) implements Expression {

        /** One entry; a bare name as key is a {@link Template} of that name. */
        public record Item(Expression key, Expression value) {}
    }

    /** A name and the steps from it: {@code service.api.port}, {@code env["HOME"]}. */
    record Reference(String root, Span rootSpan, List<Step> steps, Span span) implements Expression {}

    /** Steps from a value that is no name: {@code split(",", x)[0]}. */
    record Access(Expression from, List<Step> steps, Span span) implements Expression {}

    /** {@code name(a, b)}; {@code expand}: the last argument is a list of further ones, {@code a...}. */
    record Call(String name, Span nameSpan, List<Expression> arguments, boolean expand, Span span)
            implements
                Expression {}

    /** {@code !a} or {@code -a}. */
    record Unary(Operator operator, Expression operand, Span span) implements Expression {}

    /** {@code a + b} and the like. */
    record Binary(Operator operator, Expression left, Expression right, Span span) implements Expression {}

    /** {@code condition ? yes : no}. */
    record Conditional(Expression condition, Expression yes, Expression no, Span span) implements Expression {}

    /**
     * {@code [for k, v in source : value if condition]}, or with a key <code>{for … : key => value}</code>.
     *
     * @param keyName   names the key or index, if wanted
     * @param valueName names the element
     * @param key       of each entry; empty for a list
     * @param grouped   whether {@code ...} collects values of equal key
     */
    record For(Optional<String> keyName, String valueName, Expression source, Optional<Expression> key,
            Expression value, boolean grouped, Optional<Expression> condition, Span span) implements Expression {}

    /** What could not be read; its fault has been reported. */
    record Broken(Span span) implements Expression {}

    /** One step of a path. */
    sealed interface Step {
        Span span();

        /** {@code .name}. */
        record Attribute(String name, Span span) implements Step {}

        /** {@code [index]}. */
        record Index(Expression index, Span span) implements Step {}

        /** {@code [*]} or {@code .*}: all further steps are taken from each element. */
        record Splat(Span span) implements Step {}
    }

    /** A sign between or before operands. */
    enum Operator {
        OR("||", 1),
        AND("&&", 2),
        EQUAL("==", 3),
        NOT_EQUAL("!=", 3),
        LESS("<", 4),
        LESS_EQUAL("<=", 4),
        GREATER(">", 4),
        GREATER_EQUAL(">=", 4),
        PLUS("+", 5),
        MINUS("-", 5),
        TIMES("*", 6),
        DIVIDE("/", 6),
        MODULO("%", 6),
        NOT("!", 7),
        NEGATE("-", 7);

        private final String sign;
        private final int precedence;

        Operator(String sign, int precedence) {
            this.sign = sign;
            this.precedence = precedence;
        }

        public String sign() {
            return sign;
        }

        /** Higher binds tighter. */
        int precedence() {
            return precedence;
        }
    }
}
