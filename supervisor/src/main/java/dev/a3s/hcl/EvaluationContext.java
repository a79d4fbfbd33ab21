package dev.a3s.hcl;

import java.util.Optional;

/**
 * What expressions may refer to beyond the names that a {@code for} gives: references such as {@code service.db.port}, and
 * the environment.
 */
public interface EvaluationContext {

    /**
     * The value of the longest part of {@code reference} that has one. An unknown reference is reported here and resolves
     * to {@link Value.Unknown}.
     */
    Resolved resolve(Expression.Reference reference);

    /** The environment variable that {@code env("NAME")} reads; empty if it is not set. */
    Optional<String> environment(String name);

    /**
     * A value and how far it reaches.
     *
     * @param steps of the reference that the value already contains; the evaluator takes the rest
     */
    record Resolved(Value value, int steps) {}
}
