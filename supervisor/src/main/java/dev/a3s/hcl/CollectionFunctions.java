package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions over lists and maps that hcl4j lacks or answers wrongly, with the meaning that Terraform's have. */
final class CollectionFunctions {
    private static final int ANY = Integer.MAX_VALUE;
    /** A character of JSON can be half a value: {@code [[],[],…}. */
    private static final int JSON = 4;
    private static final int MAX_RANGE = 10_000;

    static final Map<String, Signature> ALL = new TreeMap<>();
    static {
        put("length", 1, 1, CollectionFunctions::length);
        put("element", 2, 2, CollectionFunctions::element);
        put("index", 2, 2, CollectionFunctions::index);
        put("contains", 2, 2, args -> Value.of(args.list(0).contains(args.value(1))));
        put("lookup", 2, 3, CollectionFunctions::lookup);
        put("concat", 1, ANY, CollectionFunctions::concat);
        put("merge", 1, ANY, CollectionFunctions::merge);
        put("keys", 1, 1, args -> texts(args.map(0).keySet().stream().sorted().toList()));
        put("values", 1, 1, args -> new Value.Sequence(List.copyOf(new TreeMap<>(args.map(0)).values())));
        put("distinct", 1, 1, CollectionFunctions::distinct);
        put("compact", 1, 1, args -> new Value.Sequence(args.list(0).stream()
                .filter(item -> !(item instanceof Value.Null) && !item.equals(Value.of("")))
                .toList()));
        put("coalesce", 1, ANY, CollectionFunctions::coalesce);
        put("sort", 1, 1, args -> texts(args.texts(0).stream().sorted().toList()));
        put("reverse", 1, 1, args -> new Value.Sequence(args.list(0).reversed()));
        put("slice", 3, 3, CollectionFunctions::slice);
        put("range", 1, 2, CollectionFunctions::range);
        put("tostring", 1, 1, args -> Value.of(args.text(0)));
        put("tonumber", 1, 1, args -> new Value.Numeric(args.number(0)));
        put("tobool", 1, 1, args -> Value.of(
                Conversions.truth(args.value(0)).orElseThrow(() -> args.wrong(0, "true or false"))));
        put("jsondecode", 1, 1, CollectionFunctions::jsondecode);
        put("jsonencode", 1, 1, args -> Value.of(JsonText.of(args.value(0), args.budget())));
        put("tolist", 1, 1, args -> new Value.Sequence(args.list(0)));
    }

    private CollectionFunctions() {}

    private static void put(String name, int least, int most, Signature.Body body) {
        ALL.put(name, new Signature(least, most, body));
    }

    private static Value texts(List<String> texts) {
        return new Value.Sequence(texts.stream().map(Value::of).toList());
    }

    private static Value length(Arguments args) {
        return Value.of(switch (args.value(0)) {
            case Value.Text(String text) -> text.codePointCount(0, text.length());
            case Value.Sequence(var items) -> items.size();
            case Value.Mapping(var entries) -> entries.size();
            default -> throw args.wrong(0, "a text, a list or a map");
        });
    }

    /** An index beyond the last element begins again at the first. */
    private static Value element(Arguments args) {
        var items = args.list(0);
        int index = args.integer(1);
        if (items.isEmpty()) {
            throw new WrongArgument(0, "the list is empty", "");
        }
        if (index < 0) {
            throw new WrongArgument(1, "wants an index from 0, not " + index, "");
        }
        return items.get(index % items.size());
    }

    private static Value index(Arguments args) {
        int found = args.list(0).indexOf(args.value(1));
        if (found < 0) {
            throw new WrongArgument(1, "the list has no " + args.value(1).shown(), "");
        }
        return Value.of(found);
    }

    /** The first of each; told apart by their JSON, which no choice of texts makes slow to look up. */
    private static Value distinct(Arguments args) {
        Map<String, Value> found = new LinkedHashMap<>();
        args.list(0).forEach(item -> found.putIfAbsent(JsonText.of(item, args.budget()), item));
        return new Value.Sequence(List.copyOf(found.values()));
    }

    private static Value lookup(Arguments args) {
        var found = args.map(0).get(args.text(1));
        if (found == null && args.count() < 3) {
            throw new WrongArgument(1, "the map has no " + args.value(1).shown(), "give a default as third argument");
        }
        return found == null ? args.value(2) : found;
    }

    private static Value concat(Arguments args) {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < args.count(); i++) {
            all.addAll(args.list(i));
        }
        return new Value.Sequence(all);
    }

    private static Value merge(Arguments args) {
        Map<String, Value> all = new LinkedHashMap<>();
        for (int i = 0; i < args.count(); i++) {
            all.putAll(args.map(i));
        }
        return new Value.Mapping(all);
    }

    /** The first that is neither null nor empty text. */
    private static Value coalesce(Arguments args) {
        return args.values().stream()
                .filter(item -> !(item instanceof Value.Null) && !item.equals(Value.of("")))
                .findFirst()
                .orElseThrow(() -> new WrongArgument(0, "all arguments are null or empty", "add a default"));
    }

    private static Value slice(Arguments args) {
        var items = args.list(0);
        int from = args.integer(1);
        int to = args.integer(2);
        if (from < 0 || to < from || to > items.size()) {
            throw new WrongArgument(1, "there is no part from " + from + " to " + to + " in a list of " + items.size(),
                    "");
        }
        return new Value.Sequence(items.subList(from, to));
    }

    private static Value jsondecode(Arguments args) {
        try {
            var text = args.text(0);
            args.spend((long) text.length() * JSON);
            return JsonReader.read(text);
        } catch (JsonReader.Malformed malformed) {
            throw new WrongArgument(0, "wants JSON, not " + args.value(0).shown(), "");
        }
    }

    private static Value range(Arguments args) {
        int from = args.count() == 1 ? 0 : args.integer(0);
        int to = args.integer(args.count() - 1);
        long size = Math.abs((long) to - from);
        if (size > MAX_RANGE) {
            throw new WrongArgument(args.count() - 1, "makes at most " + MAX_RANGE + " numbers, not " + size, "");
        }
        args.spendOnNew(size);
        List<Value> numbers = new ArrayList<>();
        for (int i = Math.min(from, to); i < Math.max(from, to); i++) {
            numbers.add(Value.of(from <= to ? i : (long) i + 1));
        }
        if (from > to) {
            Collections.reverse(numbers);
        }
        return new Value.Sequence(numbers);
    }
}
