package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arguments of one call. Each method converts one to the type that a function needs, or throws {@link WrongArgument}. */
final class Arguments {
    private final List<Value> values;
    private final EvaluationContext context;
    private final Budget budget;

    Arguments(List<Value> values, EvaluationContext context, Budget budget) {
        this.values = values;
        this.context = context;
        this.budget = budget;
    }

    int count() {
        return values.size();
    }

    EvaluationContext context() {
        return context;
    }

    Value value(int index) {
        return values.get(index);
    }

    List<Value> values() {
        return values;
    }

    /** Takes steps for a result of this size from the file's {@link Budget}; called before the result is made. */
    void spend(long steps) {
        budget.spend(steps);
    }

    /** Takes steps for so many values, before they are made. */
    void spendOnNew(long values) {
        budget.spendOnNew(values);
    }

    Budget budget() {
        return budget;
    }

    String text(int index) {
        var text = Conversions.text(value(index)).orElseThrow(() -> wrong(index, "a text"));
        spend(text.length());
        return text;
    }

    BigDecimal number(int index) {
        return Conversions.number(value(index)).orElseThrow(() -> wrong(index, "a number"));
    }

    int integer(int index) {
        return Conversions.integer(number(index)).orElseThrow(() -> wrong(index, "a whole number"));
    }

    List<Value> list(int index) {
        if (!(value(index) instanceof Value.Sequence(var items))) {
            throw wrong(index, "a list");
        }
        spend(items.size());
        return items;
    }

    Map<String, Value> map(int index) {
        if (!(value(index) instanceof Value.Mapping(var entries))) {
            throw wrong(index, "a map");
        }
        spend(entries.size());
        return entries;
    }

    List<String> texts(int index) {
        List<String> texts = new ArrayList<>();
        for (var item : list(index)) {
            var text = Conversions.text(item).orElseThrow(() -> wrong(index, "a list of texts"));
            spend(text.length());
            texts.add(text);
        }
        return texts;
    }

    WrongArgument wrong(int index, String wanted) {
        return new WrongArgument(index,
                "wants " + wanted + ", not " + value(index).kind() + ": " + value(index).shown(), "");
    }
}
