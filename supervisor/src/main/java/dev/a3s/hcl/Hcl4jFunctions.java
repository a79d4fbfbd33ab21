package dev.a3s.hcl;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.bertramlabs.plugins.hcl4j.HCLParser;

/**
 * Functions that the hcl4j library computes: its own function objects, called with values; nothing of the file is parsed a
 * second time. This class is the only user of the library.
 *
 * <p>
 * Each function is given only arguments for which hcl4j 0.9.8 answers as Terraform does, and the rest is refused here:
 * hcl4j computes numbers as {@code double} and has no regular expressions in {@code replace}. Functions that hcl4j has but answers wrongly ({@code trim}, {@code split}, {@code substr},
 * {@code format} and others) are our own instead; {@code Hcl4jFunctionsTest} keeps the list.
 */
final class Hcl4jFunctions {
    private static final int MAX_EXACT_DIGITS = 15;

    static final Map<String, Signature> ALL = new TreeMap<>();
    static {
        put("upper", 1, args -> call("upper", args.text(0)));
        put("lower", 1, args -> call("lower", args.text(0)));
        put("startswith", 2, args -> call("startswith", args.text(0), args.text(1)));
        put("endswith", 2, args -> call("endswith", args.text(0), args.text(1)));
        put("replace", 3, Hcl4jFunctions::replace);
        put("join", 2, Hcl4jFunctions::join);
        put("base64encode", 1, args -> call("base64encode", args.text(0)));
        put("base64decode", 1, Hcl4jFunctions::base64decode);
        put("abs", 1, args -> call("abs", exact(args, 0)));
        put("ceil", 1, args -> call("ceil", exact(args, 0)));
        put("floor", 1, args -> call("floor", exact(args, 0)));
        put("flatten", 1, args -> call("flatten", plain(args, args.list(0))));
        put("alltrue", 1, args -> call("alltrue", truths(args)));
        put("anytrue", 1, args -> call("anytrue", truths(args)));
        ALL.put("max", new Signature(1, Integer.MAX_VALUE, args -> call("max", numbers(args))));
        ALL.put("min", new Signature(1, Integer.MAX_VALUE, args -> call("min", numbers(args))));
    }

    private Hcl4jFunctions() {}

    private static void put(String name, int arguments, Signature.Body body) {
        ALL.put(name, new Signature(arguments, arguments, body));
    }

    private static Value call(String function, Object... arguments) {
        try {
            return value(Library.answer(function, List.of(arguments)));
        } catch (RuntimeException | StackOverflowError failure) {
            throw unsupported();
        }
    }

    private static WrongArgument unsupported() {
        return new WrongArgument(0, "these arguments are not supported", "write the value out");
    }

    /**
     * hcl4j's functions by name, which a parser registers when it is made and shows to its subclasses alone. A class of its
     * own, so that the library is loaded by the first call of one of them and not by the first file. Thread-safe: nothing
     * changes once it is made, and the functions keep no state.
     */
    private static final class Library extends HCLParser {
        private static final Library LOADED = new Library();

        static Object answer(String function, List<Object> arguments) {
            return LOADED.functionRegistry.get(function).method(arguments);
        }
    }

    /** What the library answered as a value of ours; anything but plain values means that it did not compute the call. */
    private static Value value(Object result) {
        return switch (result) {
            case String text -> Value.of(text);
            case Boolean truth -> Value.of(truth);
            case Double number -> new Value.Numeric(new BigDecimal(number.toString()));
            case Number number -> new Value.Numeric(new BigDecimal(number.toString()));
            case Collection<?> items -> {
                List<Value> values = new ArrayList<>();
                items.forEach(item -> values.add(item == null ? Value.nothing() : value(item)));
                yield new Value.Sequence(values);
            }
            case null, default -> throw unsupported();
        };
    }

    /** The number as the library computes with it; one that a double does not hold exactly is refused. */
    private static Double exact(Arguments args, int index) {
        var number = args.number(index);
        if (number.stripTrailingZeros().precision() > MAX_EXACT_DIGITS) {
            throw new WrongArgument(index, "not supported: a number of more than " + MAX_EXACT_DIGITS + " digits", "");
        }
        return number.doubleValue();
    }

    private static Object[] numbers(Arguments args) {
        var numbers = new Object[args.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = exact(args, i);
        }
        return numbers;
    }

    private static Value replace(Arguments args) {
        var text = args.text(0);
        var search = args.text(1);
        var replacement = args.text(2);
        if (search.length() > 1 && search.startsWith("/") && search.endsWith("/")) {
            throw new WrongArgument(1, "not supported: a regular expression, " + args.value(1).shown(),
                    "write the text that is to be replaced");
        }
        args.spend((text.length() + 1L) * Math.max(1, replacement.length()));
        return call("replace", text, search, replacement);
    }

    private static Value join(Arguments args) {
        var separator = args.text(0);
        var items = args.texts(1);
        args.spend((long) items.size() * separator.length());
        return items.isEmpty() ? Value.of("") : call("join", separator, items);
    }

    private static Value base64decode(Arguments args) {
        var text = args.text(0);
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0) {
                throw new WrongArgument(0, "does not decode to UTF-8 text", "");
            }
        } catch (IllegalArgumentException invalid) {
            throw new WrongArgument(0, "wants Base64, not " + args.value(0).shown(), "");
        }
        return call("base64decode", text);
    }

    private static List<Object> truths(Arguments args) {
        List<Object> truths = new ArrayList<>();
        for (var item : args.list(0)) {
            truths.add(Conversions.truth(item).orElseThrow(() -> args.wrong(0, "a list of true and false")));
        }
        return truths;
    }

    /** A list as the library has it: texts, truths, doubles and lists of these; numbers must fit into a double exactly. */
    private static List<Object> plain(Arguments args, List<Value> items) {
        List<Object> result = new ArrayList<>();
        for (var item : items) {
            result.add(switch (item) {
                case Value.Text(String text) -> text;
                case Value.Truth(boolean truth) -> truth;
                case Value.Numeric(BigDecimal number) when number.stripTrailingZeros()
                        .precision() <= MAX_EXACT_DIGITS ->
                    number.doubleValue();
                case Value.Sequence(var inner) -> plain(args, inner);
                case Value.Numeric _, Value.Mapping _, Value.Null _, Value.Unknown _ ->
                    throw args.wrong(0, "a list of texts, numbers and lists of them");
            });
        }
        return result;
    }
}
