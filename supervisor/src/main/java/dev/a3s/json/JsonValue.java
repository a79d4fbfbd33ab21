package dev.a3s.json;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/**
 * Any JSON value, for messages whose shape others decide, and which must be answered even where they are wrong. Messages of
 * our own are read and written as records, by {@link Json}. Immutable.
 *
 * <p>
 * The library's own tree would not do: it can be changed, a switch over it is not checked for completeness, and it compares
 * numbers as doubles, so that two requests with the ids 9007199254740992 and 9007199254740993 would be one.
 */
public sealed interface JsonValue {
    /** How deep arrays and objects may be in each other. */
    int DEEPEST = 64;

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** A number, as it is written: 1 and 1.0 are two. */
    record Numeral(String written) implements JsonValue {
        public static Numeral of(long number) {
            return new Numeral(Long.toString(number));
        }

        /** Empty if it is no whole number, or too large for an int. */
        public OptionalInt whole() {
            try {
                return OptionalInt.of(new BigDecimal(written).intValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                return OptionalInt.empty();
            }
        }
    }

    /** True or false. */
    record Flag(boolean value) implements JsonValue {}

    /** {@code null}. */
    record Nothing() implements JsonValue {}

    /** An array. */
    record Items(List<JsonValue> values) implements JsonValue {
        public Items {
            values = List.copyOf(values);
        }

        public static Items ofTexts(List<String> texts) {
            return new Items(texts.stream().<JsonValue>map(Text::new).toList());
        }
    }

    /** An object; its members keep their order, and of two with one name the last counts. */
    record Members(Map<String, JsonValue> values) implements JsonValue {
        public static final Members NONE = new Members(Map.of());

        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Optional<JsonValue> get(String name) {
            return Optional.ofNullable(values.get(name));
        }

        /** These members with one more behind them. */
        public Members with(String name, JsonValue value) {
            var more = new LinkedHashMap<>(values);
            more.put(name, value);
            return new Members(more);
        }

        public Members with(String name, String text) {
            return with(name, new Text(text));
        }
    }

    /**
     * Reads one value as RFC 8259 has it, nothing more lenient.
     *
     * @throws Json.Malformed if {@code json} is anything else, or deeper than {@link #DEEPEST}
     */
    static JsonValue read(String json) {
        try (var in = new JsonReader(new StringReader(json))) {
            in.setStrictness(Strictness.STRICT);
            in.setNestingLimit(DEEPEST);
            var value = read(in);
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("more than one value"); // which the reader says before, being strict
            }
            return value;
        } catch (IOException e) {
            throw new Json.Malformed("no valid JSON" + place(e.getMessage()), e);
        }
    }

    private static JsonValue read(JsonReader in) throws IOException {
        return switch (in.peek()) {
            case STRING -> new Text(in.nextString());
            case NUMBER -> new Numeral(in.nextString());
            case BOOLEAN -> new Flag(in.nextBoolean());
            case NULL -> {
                in.nextNull();
                yield new Nothing();
            }
            case BEGIN_ARRAY -> {
                var values = new ArrayList<JsonValue>();
                in.beginArray();
                while (in.hasNext()) {
                    values.add(read(in));
                }
                in.endArray();
                yield new Items(values);
            }
            case BEGIN_OBJECT -> {
                var values = new LinkedHashMap<String, JsonValue>();
                in.beginObject();
                while (in.hasNext()) {
                    values.put(in.nextName(), read(in));
                }
                in.endObject();
                yield new Members(values);
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IOException("no value at line 1 column 1");
        };
    }

    /** The place in the library's message, without its advice on how to make it lenient. */
    private static String place(String message) {
        int from = message.indexOf(" at line ");
        if (from < 0) {
            return "";
        }
        int to = message.indexOf(" path ", from);
        return message.substring(from, to < 0 ? message.length() : to);
    }

    /** On one line. */
    default String json() {
        var text = new StringWriter();
        try (var out = new JsonWriter(text)) {
            out.setHtmlSafe(false);
            write(this, out);
        } catch (IOException e) {
            throw new IllegalStateException("memory was not written to", e);
        }
        return text.toString();
    }

    private static void write(JsonValue value, JsonWriter out) throws IOException {
        switch (value) {
            case Text(var text) -> out.value(text);
            case Numeral(var written) -> out.jsonValue(written);
            case Flag(var flag) -> out.value(flag);
            case Nothing() -> out.nullValue();
            case Items(var values) -> {
                out.beginArray();
                for (var each : values) {
                    write(each, out);
                }
                out.endArray();
            }
            case Members(var values) -> {
                out.beginObject();
                for (var member : values.entrySet()) {
                    write(member.getValue(), out.name(member.getKey()));
                }
                out.endObject();
            }
        }
    }
}
