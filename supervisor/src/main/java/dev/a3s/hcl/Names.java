package dev.a3s.hcl;

import java.util.Optional;

/** What expressions may refer to beyond the names that a {@code for} gives. */
public interface Names {

    /**
     * The value of the longest part of {@code reference} that has one. Reports what is unknown and then answers
     * {@link Value.Unknown}.
     */
    Resolved resolve(Expression.Reference reference);

    /** The environment variable behind {@code env("NAME")}. */
    Optional<String> environment(String name);

    /**
     * A value and how far it reaches.
     *
     * @param steps of the reference that the value already contains; the evaluator takes the rest
     */
    record Resolved(Value value, int steps) {}
}
