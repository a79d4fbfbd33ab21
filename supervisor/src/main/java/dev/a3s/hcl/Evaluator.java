package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.a3s.hcl.Expression.ObjectOf;
import dev.a3s.hcl.Expression.Step;
import dev.a3s.hcl.Expression.Template.Part;

/**
 * Computes the values of expressions (HCL native syntax specification, "Expressions"). An expression without a value is
 * {@link Value.Unknown}, and its fault is reported once, at the part that is to blame.
 */
public final class Evaluator {

    /** The names that the {@code for}s around an expression give. */
    private record Locals(String name, Value value, Locals outer) {
        static Value find(Locals locals, String name) {
            for (var at = locals; at != null; at = at.outer) {
                if (at.name.equals(name)) {
                    return at.value;
                }
            }
            return null;
        }
    }

    private final EvaluationContext context;
    private final Faults faults;
    private final Budget budget;
    private final Operators operators;
    private final Functions functions;

    public Evaluator(EvaluationContext context, Faults faults, Budget budget) {
        this.context = context;
        this.faults = faults;
        this.budget = budget;
        this.operators = new Operators(faults, budget);
        this.functions = new Functions(context, budget);
    }

    public Value evaluate(Expression expression) {
        if (budget.isSpent()) {
            return Value.unknown();
        }
        try {
            return value(expression, null);
        } catch (AlreadyReported fault) {
            return Value.unknown();
        } catch (Budget.Spent spent) {
            faults.report(expression.span(),
                    "this takes too much work or memory: the expressions of a file may take " + Budget.STEPS
                            + " steps together, and here they are used up",
                    "write the values out, or compute them in a script");
            return Value.unknown();
        }
    }

    private Value value(Expression expression, Locals locals) {
        budget.spend(1);
        var value = switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Template template -> template(template, locals);
            case Expression.Tuple(var items, _) -> new Value.Sequence(values(items, locals));
            case ObjectOf(var items, _) -> object(items, locals);
            case Expression.Reference reference -> reference(reference, locals);
            case Expression.Access(var from, var steps, _) -> walk(value(from, locals), steps, locals);
            case Expression.Call call -> call(call, locals);
            case Expression.Unary(var operator, var operand, _) ->
                operators.unary(operator, value(operand, locals), operand);
            case Expression.Binary binary -> binary(binary, locals);
            case Expression.Conditional(var condition, var yes, var no, _) ->
                value(operators.truth(value(condition, locals), condition) ? yes : no, locals);
            case Expression.For loop -> loop(loop, locals);
            case Expression.Broken _ -> Value.unknown();
        };
        if (value.isUnknown()) {
            throw new AlreadyReported();
        }
        return value;
    }

    /** The values of all expressions; throws only after the fault of each has been reported. */
    private List<Value> values(List<Expression> expressions, Locals locals) {
        List<Value> values = new ArrayList<>();
        for (var expression : expressions) {
            part(expression, locals).ifPresent(values::add);
        }
        if (values.size() < expressions.size()) {
            throw new AlreadyReported();
        }
        return values;
    }

    private Optional<Value> part(Expression expression, Locals locals) {
        try {
            return Optional.of(value(expression, locals));
        } catch (AlreadyReported fault) {
            return Optional.empty();
        }
    }

    private Value template(Expression.Template template, Locals locals) {
        var parts = template.parts();
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Interpolation(Expression only)) {
            return value(only, locals);
        }
        budget.spendOnNew(1);
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Text(String piece) -> {
                    budget.spend(piece.length());
                    text.append(piece);
                }
                case Part.Interpolation(Expression inner) -> {
                    var piece = text(value(inner, locals), inner);
                    budget.spend(piece.length());
                    text.append(piece);
                }
            }
        }
        return Value.of(text.toString());
    }

    private String text(Value value, Expression place) {
        return Conversions.text(value).orElseThrow(() -> {
            var help = value instanceof Value.Sequence ? "write ${join(\",\", …)} to join its items" : "";
            return reported(place.span(), value.kind() + " cannot stand within a text: " + value.shown(), help);
        });
    }

    private Value object(List<ObjectOf.Item> items, Locals locals) {
        Map<String, Value> entries = new LinkedHashMap<>();
        boolean complete = true;
        for (var item : items) {
            var key = text(value(item.key(), locals), item.key());
            var value = part(item.value(), locals);
            complete &= value.isPresent();
            if (entries.put(key, value.orElse(Value.nothing())) != null) {
                throw reported(item.key().span(), "the key \"" + key + "\" is written twice", "remove one of the two");
            }
        }
        if (!complete) {
            throw new AlreadyReported();
        }
        return new Value.Mapping(entries);
    }

    private Value reference(Expression.Reference reference, Locals locals) {
        var local = Locals.find(locals, reference.root());
        if (local != null) {
            return walk(local, reference.steps(), locals);
        }
        var resolved = context.resolve(reference);
        if (resolved.value().isUnknown()) {
            throw new AlreadyReported();
        }
        if (resolved.value() instanceof Value.Mapping(var entries)) {
            budget.spendOnNew(entries.size());
        }
        var steps = reference.steps();
        return walk(resolved.value(), steps.subList(resolved.steps(), steps.size()), locals);
    }

    private Value walk(Value from, List<Step> steps, Locals locals) {
        var at = from;
        for (int i = 0; i < steps.size(); i++) {
            budget.spend(1);
            var step = steps.get(i);
            switch (step) {
                case Step.Attribute(String name, Span span) -> at = entry(at, name, span);
                case Step.Index(Expression index, Span span) -> at = element(at, value(index, locals), span);
                case Step.Splat _ -> {
                    var rest = steps.subList(i + 1, steps.size());
                    List<Value> each = switch (at) {
                        case Value.Sequence(var items) -> items;
                        case Value.Null _ -> List.of();
                        default -> List.of(at);
                    };
                    budget.spendOnNew(each.size());
                    return new Value.Sequence(each.stream().map(item -> walk(item, rest, locals)).toList());
                }
            }
        }
        return at;
    }

    private Value element(Value from, Value index, Span span) {
        if (!(from instanceof Value.Sequence(var items))) {
            return entry(from, Conversions.text(index)
                    .orElseThrow(() -> reported(span, index.kind() + " is no key: " + index.shown(), "")),
                    span);
        }
        var number = Conversions.number(index)
                .orElseThrow(
                        () -> reported(span, "a list has no element " + index.shown(), "number its elements from 0"));
        int position = Conversions.integer(number).orElse(-1);
        if (position < 0 || position >= items.size()) {
            throw reported(span, "there is no element " + index.shown() + " in a list of " + items.size(),
                    "elements are numbered from 0");
        }
        return items.get(position);
    }

    private Value entry(Value from, String name, Span span) {
        if (!(from instanceof Value.Mapping(var entries))) {
            throw reported(span, from.kind() + " has no `" + name + "`: " + from.shown(), "");
        }
        var value = entries.get(name);
        if (value == null) {
            budget.spend(entries.size());
            throw reported(span, "there is no \"" + name + "\" here",
                    Suggestion.of(name, entries.keySet()).map(Suggestion::inWords).orElse(""));
        }
        return value;
    }

    private Value binary(Expression.Binary binary, Locals locals) {
        var left = value(binary.left(), locals);
        return operators.decides(binary, left)
                .orElseGet(() -> operators.binary(binary, left, value(binary.right(), locals)));
    }

    private Value call(Expression.Call call, Locals locals) {
        List<Value> arguments = new ArrayList<>(values(call.arguments(), locals));
        if (call.expand()) {
            var last = arguments.removeLast();
            if (!(last instanceof Value.Sequence(var items))) {
                throw reported(call.arguments().getLast().span(), "`...` stands behind a list, not " + last.kind(), "");
            }
            budget.spend(items.size());
            arguments.addAll(items);
        }
        try {
            return functions.call(call.name(), arguments);
        } catch (WrongArgument misuse) {
            int argument = misuse.argument();
            int last = call.arguments().size() - 1;
            var span = argument < 0 || last < 0 ? call.nameSpan()
                    : call.arguments().get(Math.min(argument, last)).span();
            throw reported(span, argument < 0 ? misuse.getMessage() : call.name() + ": " + misuse.getMessage(),
                    misuse.help());
        }
    }

    /** Goes over a list in its order, and over a map in the order of its keys, whatever order the file has them in. */
    private Value loop(Expression.For loop, Locals locals) {
        var source = value(loop.source(), locals);
        List<Value> list = new ArrayList<>();
        Map<String, List<Value>> map = new LinkedHashMap<>();
        switch (source) {
            case Value.Sequence(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    turn(loop, Value.of(i), items.get(i), locals, list, map);
                }
            }
            case Value.Mapping(var entries) -> {
                budget.spend(entries.size());
                new TreeMap<>(entries)
                        .forEach((key, value) -> turn(loop, Value.of(key), value, locals, list, map));
            }
            default -> throw reported(loop.source().span(),
                    "`for` goes over a list or a map, not " + source.kind() + ": " + source.shown(), "");
        }
        if (loop.key().isEmpty()) {
            return new Value.Sequence(list);
        }
        Map<String, Value> result = new LinkedHashMap<>();
        map.forEach((key, values) -> result.put(key, loop.grouped() ? new Value.Sequence(values) : values.getFirst()));
        return new Value.Mapping(result);
    }

    private void turn(Expression.For loop, Value index, Value item, Locals outer, List<Value> list,
            Map<String, List<Value>> map) {
        budget.spendOnNew(1);
        var keyed = loop.keyName().map(name -> new Locals(name, index, outer)).orElse(outer);
        var locals = new Locals(loop.valueName(), item, keyed);
        if (loop.condition().isPresent()
                && !operators.truth(value(loop.condition().get(), locals), loop.condition().get())) {
            return;
        }
        var value = value(loop.value(), locals);
        if (loop.key().isEmpty()) {
            list.add(value);
            return;
        }
        var keyPlace = loop.key().get();
        var key = text(value(keyPlace, locals), keyPlace);
        var values = map.computeIfAbsent(key, _ -> new ArrayList<>());
        if (!values.isEmpty() && !loop.grouped()) {
            throw reported(keyPlace.span(), "the key \"" + key + "\" comes up twice",
                    "write `...` behind the value to collect the values of one key in a list");
        }
        values.add(value);
    }

    private AlreadyReported reported(Span span, String message, String help) {
        faults.report(new Fault(span, message, Optional.of(help).filter(text -> !text.isEmpty()), List.of()));
        return new AlreadyReported();
    }
}
