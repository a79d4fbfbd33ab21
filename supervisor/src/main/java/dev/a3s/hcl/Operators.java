package dev.a3s.hcl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

import dev.a3s.hcl.Expression.Operator;

/**
 * Applies operators to values (HCL native syntax specification, "Operations"). Numbers are decimal with 34 digits, so that
 * {@code 0.1 + 0.2} is {@code 0.3}.
 */
final class Operators {
    private static final int MAX_DIGITS = 30;

    private final Faults faults;
    private final Budget budget;

    Operators(Faults faults, Budget budget) {
        this.faults = faults;
        this.budget = budget;
    }

    Value unary(Operator operator, Value value, Expression place) {
        return operator == Operator.NOT
                ? Value.of(!truth(value, place))
                : new Value.Numeric(number(value, place, operator).negate());
    }

    /** The result where the left side alone decides: {@code false && …}, {@code true || …}. */
    Optional<Value> decides(Expression.Binary binary, Value left) {
        return switch (binary.operator()) {
            case AND -> truth(left, binary.left()) ? Optional.empty() : Optional.of(Value.of(false));
            case OR -> truth(left, binary.left()) ? Optional.of(Value.of(true)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The result where {@link #decides} left it open. */
    Value binary(Expression.Binary binary, Value left, Value right) {
        var operator = binary.operator();
        return switch (operator) {
            case AND, OR -> Value.of(truth(right, binary.right()));
            case EQUAL -> Value.of(areEqual(left, right));
            case NOT_EQUAL -> Value.of(!areEqual(left, right));
            default -> {
                var first = number(left, binary.left(), operator);
                var second = number(right, binary.right(), operator);
                yield numeric(operator, first, second, binary);
            }
        };
    }

    private boolean areEqual(Value left, Value right) {
        budget.spendOn(left);
        budget.spendOn(right);
        return left.equals(right);
    }

    private Value numeric(Operator operator, BigDecimal left, BigDecimal right, Expression.Binary place) {
        return switch (operator) {
            case LESS -> Value.of(left.compareTo(right) < 0);
            case LESS_EQUAL -> Value.of(left.compareTo(right) <= 0);
            case GREATER -> Value.of(left.compareTo(right) > 0);
            case GREATER_EQUAL -> Value.of(left.compareTo(right) >= 0);
            case PLUS -> number(left.add(right, MathContext.DECIMAL128), place);
            case MINUS -> number(left.subtract(right, MathContext.DECIMAL128), place);
            case TIMES -> number(left.multiply(right, MathContext.DECIMAL128), place);
            case DIVIDE -> number(left.divide(divisor(right, place), MathContext.DECIMAL128), place);
            case MODULO -> number(left.remainder(divisor(right, place)), place);
            case OR, AND, EQUAL, NOT_EQUAL, NOT, NEGATE -> throw new IllegalStateException(operator.sign());
        };
    }

    private BigDecimal divisor(BigDecimal number, Expression.Binary place) {
        if (number.signum() != 0) {
            return number;
        }
        faults.report(place.right().span(), "division by zero");
        throw new AlreadyReported();
    }

    private Value number(BigDecimal number, Expression place) {
        if (number.precision() - number.scale() <= MAX_DIGITS) {
            return new Value.Numeric(number.scale() > 60 ? number.setScale(60, MathContext.DECIMAL128.getRoundingMode())
                    : number);
        }
        faults.report(place.span(), "this number becomes too large");
        throw new AlreadyReported();
    }

    private BigDecimal number(Value value, Expression place, Operator operator) {
        return Conversions.number(value).orElseThrow(() -> {
            var message = "`" + operator.sign() + "` wants a number, not " + value.kind() + ": " + value.shown();
            if (operator == Operator.PLUS && value instanceof Value.Text) {
                faults.report(place.span(), message, "texts are joined by writing \"${a}${b}\"");
            } else {
                faults.report(place.span(), message);
            }
            return new AlreadyReported();
        });
    }

    boolean truth(Value value, Expression place) {
        return Conversions.truth(value).orElseThrow(() -> {
            faults.report(place.span(), "true or false is expected here, not " + value.kind() + ": " + value.shown(),
                    "compare it with something, for instance `== \"x\"`");
            return new AlreadyReported();
        });
    }
}
