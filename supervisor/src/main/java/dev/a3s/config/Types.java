package dev.a3s.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.a3s.config.Section.Item;
import dev.a3s.config.Section.ValueType;
import dev.a3s.hcl.Conversions;
import dev.a3s.hcl.Expression;
import dev.a3s.hcl.Suggestion;
import dev.a3s.hcl.Value;

/** The types that attributes have, and what is said about a value of another. */
final class Types {

    /** RFC 1035 §2.3.1 with the leading digits of RFC 1123 §2.1; lower case, because host names are compared so. */
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern VARIABLE = Pattern.compile("[^=\\x00]+");

    static final ValueType<String> TEXT = Types::text;
    static final ValueType<Boolean> FLAG = Types::flag;
    static final ValueType<List<String>> TEXTS = item -> list(item, Types::text, "\"…\"");
    static final ValueType<Command> COMMAND = Types::command;
    static final ValueType<List<Command>> COMMANDS = item -> list(item, Types::command, "\"…\"");
    static final ValueType<Map<String, String>> VARIABLES = Types::variables;
    /** {@link PortRange#ANY}, or 0. */
    static final ValueType<Integer> PORT_OR_NONE = Types::portOrNone;

    private Types() {}

    /** A number or truth that the file writes out is a mistake; one that it computes becomes text, as in all of HCL. */
    private static Optional<String> text(Item item) {
        return switch (item.value()) {
            case Value.Text(String text) when text.indexOf('\0') >= 0 ->
                item.wrong("holds the character U+0000", "remove it");
            case Value.Text(String text) -> Optional.of(text);
            case Value.Numeric _, Value.Truth _ when item.place() instanceof Expression.Literal ->
                item.expected("a text", "write \"" + item.value().shown() + "\"");
            case Value.Numeric _, Value.Truth _ -> Conversions.text(item.value());
            default -> item.expected("a text", "");
        };
    }

    /** A text that is not blank. */
    static Optional<String> filled(Item item) {
        return text(item).flatMap(text -> text.isBlank()
                ? item.wrong("is empty", "write something, or leave `" + item.name() + "` out")
                : Optional.of(text));
    }

    private static Optional<Boolean> flag(Item item) {
        var truth = Conversions.truth(item.value());
        if (truth.isPresent() && item.isWrittenText()) {
            return item.expected("true or false", "write " + truth.get() + " without quotes");
        }
        return truth.isPresent() ? truth : item.expected("true or false", "");
    }

    private static <T> Optional<List<T>> list(Item item, ValueType<T> type, String example) {
        if (!(item.value() instanceof Value.Sequence)) {
            var shown = item.value() instanceof Value.Text ? item.value().shown() : example;
            return item.expected("a list", "write " + item.name() + " = [" + shown + "]");
        }
        List<T> result = new ArrayList<>();
        boolean complete = true;
        for (var each : item.items()) {
            var read = type.read(each);
            read.ifPresent(result::add);
            complete &= read.isPresent();
        }
        return complete ? Optional.of(result) : Optional.empty();
    }

    private static Optional<Command> command(Item item) {
        if (item.value() instanceof Value.Sequence(var words)) {
            if (words.isEmpty()) {
                return item.wrong("is empty", "write the program and its arguments, or a string for the shell");
            }
            return list(item, Types::text, "").flatMap(argv -> argv.getFirst().isBlank()
                    ? item.wrong("names no program", "write it as the first item")
                    : Optional.of(new Command.Argv(argv)));
        }
        if (!(item.value() instanceof Value.Text)) {
            return item.expected("a string for the shell or a list of words", "");
        }
        return text(item).flatMap(line -> line.isBlank()
                ? item.wrong("is empty", "write a line for the shell, or a list of the program and its arguments")
                : Optional.of(new Command.Shell(line)));
    }

    private static Optional<Map<String, String>> variables(Item item) {
        if (!(item.value() instanceof Value.Mapping(var entries))) {
            return item.expected("a map", "write " + item.name() + " = { NAME = \"value\" }");
        }
        var places = places(item);
        Map<String, String> result = new LinkedHashMap<>();
        entries.forEach((name, value) -> {
            var entry = item.with(value, places.getOrDefault(name, item.place()));
            if (!VARIABLE.matcher(name).matches()) {
                entry.wrong("has a name that no variable can have: \"" + name + "\"", "remove `=` and U+0000 from it");
            } else if (value instanceof Value.Text(String text) && text.indexOf('\0') >= 0) {
                entry.wrong("." + name + " holds the character U+0000", "remove it");
            } else {
                Conversions.text(value)
                        .ifPresentOrElse(text -> result.put(name, text),
                                () -> item.section()
                                        .reading()
                                        .error(entry.place().span(),
                                                item.section().label(item.name()) + "." + name + " must be a text, not "
                                                        + value.kind()
                                                        + ": " + value.shown(),
                                                value instanceof Value.Null ? "write \"\" for an empty value" : ""));
            }
        });
        return Optional.of(result);
    }

    /** The place of an entry's value, if the file writes the map out. */
    static Expression placeOf(Item item, String key) {
        return places(item).getOrDefault(key, item.place());
    }

    /** Where the entries of a map stand that the file writes out. */
    private static Map<String, Expression> places(Item item) {
        Map<String, Expression> places = new HashMap<>();
        if (item.place() instanceof Expression.ObjectOf(var items, _)) {
            for (var each : items) {
                if (each.key() instanceof Expression.Template template) {
                    template.literal().ifPresent(key -> places.putIfAbsent(key, each.value()));
                }
            }
        }
        return places;
    }

    private static Optional<Integer> portOrNone(Item item) {
        return whole(item, "a port number").flatMap(number -> number == 0 ? Optional.of(number)
                : inRange(item, PortRange.ANY, number, item.value().shown(),
                        "leave `port` out for a free port; port = 0 means that it has none"));
    }

    /** A port of a range; {@code help} is for one outside of it. */
    static ValueType<Integer> port(PortRange range, String help) {
        return item -> whole(item, "a port number")
                .flatMap(number -> inRange(item, range, number, item.value().shown(), help));
    }

    /**
     * The port if the range has it, else the range's message is reported.
     *
     * @param written the port as the file has it
     */
    static Optional<Integer> inRange(Item item, PortRange range, int port, String written, String help) {
        if (range.contains(port)) {
            return Optional.of(port);
        }
        item.section()
                .reading()
                .error(item.place().span(), range.message() + ", not " + written, help);
        return Optional.empty();
    }

    /** A whole number in a range. */
    static ValueType<Integer> integer(int least, int most) {
        return item -> whole(item, "a whole number").flatMap(number -> {
            if (number < least) {
                return item.wrong("must be at least " + least + ", not " + number, "");
            }
            if (number > most) {
                return item.wrong("must be at most " + most + ", not " + number, "");
            }
            return Optional.of(number);
        });
    }

    /** Too large for an {@code int} is the nearest {@code int}: out of every range that is asked for. */
    private static Optional<Integer> whole(Item item, String wanted) {
        var number = Conversions.number(item.value());
        if (number.isEmpty()) {
            return item.expected(wanted, "");
        }
        if (item.isWrittenText()) {
            return item.expected(wanted, "write " + number.get().toPlainString() + " without quotes");
        }
        if (number.get().stripTrailingZeros().scale() > 0) {
            return item.expected(wanted, "");
        }
        return Optional.of(Conversions.integer(number.get())
                .orElse(number.get().signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE));
    }

    /** One of the constants of an enum, written in lower case with {@code -}. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        return item -> text(item).flatMap(text -> {
            var known = Arrays.stream(type.getEnumConstants()).map(Types::spelling).toList();
            int found = known.indexOf(text);
            if (found >= 0) {
                return Optional.of(type.getEnumConstants()[found]);
            }
            var all = known.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
            return item.wrong("must be one of " + all + ", not " + item.value().shown(),
                    Suggestion.of(text, known).map(each -> "did you mean \"" + each + "\"?").orElse(""));
        });
    }

    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean isDnsLabel(String text) {
        return DNS_LABEL.matcher(text).matches();
    }

    /** The nearest DNS label to a text; {@code project} where nothing of it is left. */
    static String asDnsLabel(String text) {
        var label = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        label = label.substring(0, Math.min(63, label.length())).replaceAll("-+$", "");
        return label.isEmpty() ? "project" : label;
    }
}
