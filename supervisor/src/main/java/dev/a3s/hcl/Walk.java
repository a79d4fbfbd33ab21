package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.a3s.hcl.Expression.ObjectOf;
import dev.a3s.hcl.Expression.Step;
import dev.a3s.hcl.Expression.Template.Part;

/** Visits every part of an expression, also the branches that an evaluation leaves out. */
public final class Walk {
    private final Consumer<Expression.Reference> references;
    private final Consumer<Expression.Call> calls;
    /** The names that each {@code for} around the visited part gives. */
    private final List<String> locals = new ArrayList<>();

    private Walk(Consumer<Expression.Reference> references, Consumer<Expression.Call> calls) {
        this.references = references;
        this.calls = calls;
    }

    /** Passes each reference that no {@code for} binds to {@code references}, and each call to {@code calls}. */
    public static void through(Expression expression, Consumer<Expression.Reference> references,
            Consumer<Expression.Call> calls) {
        new Walk(references, calls).visit(expression);
    }

    private void visit(Expression expression) {
        switch (expression) {
            case Expression.Literal _, Expression.Broken _ -> {
                // nothing in them
            }
            case Expression.Template(var parts, _) -> {
                for (var part : parts) {
                    if (part instanceof Part.Interpolation(Expression inner)) {
                        visit(inner);
                    }
                }
            }
            case Expression.Tuple(var items, _) -> items.forEach(this::visit);
            case ObjectOf(var items, _) -> items.forEach(item -> {
                visit(item.key());
                visit(item.value());
            });
            case Expression.Reference reference -> {
                if (!locals.contains(reference.root())) {
                    references.accept(reference);
                }
                reference.steps().forEach(this::visit);
            }
            case Expression.Access(var from, var steps, _) -> {
                visit(from);
                steps.forEach(this::visit);
            }
            case Expression.Call call -> {
                calls.accept(call);
                call.arguments().forEach(this::visit);
            }
            case Expression.Unary(_, var operand, _) -> visit(operand);
            case Expression.Binary(_, var left, var right, _) -> {
                visit(left);
                visit(right);
            }
            case Expression.Conditional(var condition, var yes, var no, _) -> {
                visit(condition);
                visit(yes);
                visit(no);
            }
            case Expression.For loop -> {
                visit(loop.source());
                loop.keyName().ifPresent(locals::add);
                locals.add(loop.valueName());
                loop.key().ifPresent(this::visit);
                visit(loop.value());
                loop.condition().ifPresent(this::visit);
                locals.removeLast();
                loop.keyName().ifPresent(_ -> locals.removeLast());
            }
        }
    }

    private void visit(Step step) {
        if (step instanceof Step.Index(Expression index, _)) {
            visit(index);
        }
    }
}
