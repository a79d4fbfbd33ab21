package dev.a3s.hcl;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;

import dev.a3s.hcl.Functions.Misuse;
import dev.a3s.hcl.Functions.Signature;

/**
 * Calls that the hcl4j library computes; the only user of it.
 *
 * <p>
 * It is given one call at a time, {@code v = join(var.a0, var.a1)}, whose arguments are values already and of the types
 * that the function is right for. It never sees text of the file: its reader takes quadratic time, says nothing about
 * unclosed blocks and opens connections for a {@code data} block. What it could log or print is thereby out of reach
 * too: it does so only for input that it cannot parse, for functions that throw, and for {@code for}. Its functions that
 * answer wrongly ({@code trim}, {@code split}, {@code substr}, {@code format} and others) are our own instead.
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
        put("jsondecode", 1, Hcl4jFunctions::jsondecode);
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

    private static void put(String name, int arguments, Functions.Body body) {
        ALL.put(name, new Signature(arguments, arguments, body));
    }

    private static Value call(String function, Object... arguments) {
        return value(Library.answer(function, arguments));
    }

    /** Apart from the rest, so that the library's classes are loaded with the first call and not with the first file. */
    private static final class Library {
        static Object answer(String function, Object... arguments) {
            var parser = new HCLParser();
            var expression = new StringBuilder("v = ").append(function).append('(');
            for (int i = 0; i < arguments.length; i++) {
                parser.setVariable("a" + i, arguments[i]);
                expression.append(i == 0 ? "" : ", ").append("var.a").append(i);
            }
            try {
                return parser.parse(expression.append(")\n").toString()).get("v");
            } catch (HCLParserException | IOException | RuntimeException | StackOverflowError failure) {
                throw new Misuse(0, "these arguments are not supported", "write the value out");
            }
        }
    }

    /** What the library answers, in our words; anything but plain values means that it did not evaluate the call. */
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
            case Map<?, ?> entries -> {
                Map<String, Value> values = new LinkedHashMap<>();
                entries.forEach((key, item) -> values.put((String) key, item == null ? Value.nothing() : value(item)));
                yield new Value.Mapping(values);
            }
            case null, default -> throw new Misuse(0, "these arguments are not supported", "write the value out");
        };
    }

    /** The number as the library computes with it; one that a double does not hold exactly is refused. */
    private static Double exact(Arguments args, int index) {
        var number = args.number(index);
        if (number.stripTrailingZeros().precision() > MAX_EXACT_DIGITS) {
            throw new Misuse(index, "not supported: a number of more than " + MAX_EXACT_DIGITS + " digits", "");
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
            throw new Misuse(1, "not supported: a regular expression, " + args.value(1).shown(),
                    "write the text that is to be replaced");
        }
        args.spend((long) text.length() * Math.max(1, replacement.length()));
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
                throw new Misuse(0, "does not decode to UTF-8 text", "");
            }
        } catch (IllegalArgumentException invalid) {
            throw new Misuse(0, "wants Base64, not " + args.value(0).shown(), "");
        }
        return call("base64decode", text);
    }

    private static Value jsondecode(Arguments args) {
        var text = args.text(0).strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            throw new Misuse(0, "not supported: JSON that is neither an object nor an array: " + args.value(0).shown(),
                    "write the value itself");
        }
        refuseLongNumbers(text);
        try {
            return call("jsondecode", text);
        } catch (Misuse misuse) {
            throw new Misuse(0, "wants JSON, not " + args.value(0).shown(), "");
        }
    }

    /** The library reads fractions as doubles, which would silently cut them. */
    private static void refuseLongNumbers(String json) {
        boolean quoted = false;
        int digits = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
            digits = quoted || (c != '.' && !Character.isDigit(c)) ? 0 : digits + 1;
            if (digits > MAX_EXACT_DIGITS + 1) {
                throw new Misuse(0, "not supported: a number of more than " + MAX_EXACT_DIGITS + " digits",
                        "write it as a string");
            }
        }
    }

    private static List<Object> truths(Arguments args) {
        List<Object> truths = new ArrayList<>();
        for (var item : args.list(0)) {
            truths.add(Conversions.truth(item).orElseThrow(() -> args.wrong(0, "a list of true and false")));
        }
        return truths;
    }

    /** A list as the library knows it; numbers keep their value only as text would, so they must be exact. */
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
