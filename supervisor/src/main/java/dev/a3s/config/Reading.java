package dev.a3s.config;

import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

import dev.a3s.hcl.Evaluator;
import dev.a3s.hcl.Expression;
import dev.a3s.hcl.Fault;
import dev.a3s.hcl.Faults;
import dev.a3s.hcl.Span;
import dev.a3s.hcl.Value;

/** One file while it is read: collects its errors and warnings, and evaluates its expressions. For one thread. */
final class Reading {
    private final Path dir;
    private final Faults errors;
    private final Faults warnings;
    private final IdentityHashMap<Expression, Value> values = new IdentityHashMap<>();
    private ReferenceCheck references;
    private Evaluator evaluator;

    /** @param dir the directory of the file, absolute */
    Reading(Path dir, Faults errors, Faults warnings) {
        this.dir = dir;
        this.errors = errors;
        this.warnings = warnings;
    }

    /** Sets what expressions may refer to; called once, before the first {@link #value}. */
    void names(ReferenceCheck check, Evaluator evaluating) {
        this.references = check;
        this.evaluator = evaluating;
    }

    Path dir() {
        return dir;
    }

    Faults errors() {
        return errors;
    }

    Faults warnings() {
        return warnings;
    }

    void error(Span span, String message, String help, Fault.Note... notes) {
        errors.report(new Fault(span, message, Optional.of(help).filter(text -> !text.isEmpty()), List.of(notes)));
    }

    /** Notes a warning; of very many the first. */
    void warn(Span span, String message, String help) {
        if (warnings.isFull()) {
            return;
        }
        warnings.report(new Fault(span, message, Optional.of(help).filter(text -> !text.isEmpty()), List.of()));
    }

    /** The value of an expression, evaluated once however often it is asked for. */
    Value value(Expression expression) {
        var known = values.get(expression);
        if (known == null) {
            references.check(expression);
            known = evaluator.evaluate(expression);
            values.put(expression, known);
        }
        return known;
    }
}
