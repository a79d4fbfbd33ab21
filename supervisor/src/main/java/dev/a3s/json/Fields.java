package dev.a3s.json;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/**
 * A JSON object of texts, numbers, flags and lists of texts, as {@link Json} has it on one line, but read and written field
 * by field: to find a record's fields by reflection takes a cold JVM longer than all else that a short command does
 * (docs/adr/0006). Not for several threads at once.
 */
public final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** No fields yet. */
    public Fields() {}

    /**
     * Reads an object.
     *
     * @return empty if {@code json} has objects in it, which only {@link Json} reads, or is no object
     */
    public static Optional<Fields> read(String json) {
        var fields = new Fields();
        try (var in = new JsonReader(new StringReader(json))) {
            in.beginObject();
            while (in.hasNext()) {
                if (!fields.take(in.nextName(), in)) {
                    return Optional.empty();
                }
            }
            in.endObject();
            return in.peek() == JsonToken.END_DOCUMENT ? Optional.of(fields) : Optional.empty();
        } catch (IOException | IllegalStateException e) {
            return Optional.empty(); // Json.read says what is wrong
        }
    }

    private boolean take(String name, JsonReader in) throws IOException {
        switch (in.peek()) {
            case STRING, NUMBER -> values.put(name, in.nextString());
            case BOOLEAN -> values.put(name, in.nextBoolean());
            case NULL -> in.nextNull();
            case BEGIN_ARRAY -> {
                var texts = new ArrayList<String>();
                in.beginArray();
                for (; in.hasNext(); texts.add(in.nextString())) {
                    if (in.peek() != JsonToken.STRING) {
                        return false;
                    }
                }
                in.endArray();
                values.put(name, texts);
            }
            case BEGIN_OBJECT, END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> {
                return false;
            }
        }
        return true;
    }

    /** Adds a text, a number, a flag, a list of texts, an object of these, or {@code null} for an empty {@link Optional}. */
    public Fields with(String name, Object value) {
        values.put(name, value instanceof Optional<?> one && one.isPresent() ? one.get() : value);
        return this;
    }

    /** The object on one line. */
    public String json() {
        var text = new StringWriter();
        try (var out = new JsonWriter(text)) {
            out.setHtmlSafe(false);
            out.beginObject();
            for (var field : values.entrySet()) {
                write(out.name(field.getKey()), field.getValue());
            }
            out.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory was not written to", e);
        }
        return text.toString();
    }

    private static void write(JsonWriter out, Object value) throws IOException {
        if (value instanceof Optional<?>) {
            out.nullValue();
        } else if (value instanceof Boolean flag) {
            out.value(flag);
        } else if (value instanceof Number number) {
            out.value(number);
        } else if (value instanceof Fields object) {
            out.jsonValue(object.json());
        } else if (value instanceof List<?> texts) {
            out.beginArray();
            for (var text : texts) {
                out.value(text.toString());
            }
            out.endArray();
        } else {
            out.value(value.toString());
        }
    }

    /**
     * A text, or a number as it is written.
     *
     * @throws Json.Malformed if the field is missing or something else
     */
    public String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new Json.Malformed("no text \"" + name + "\"", null);
    }

    /**
     * A whole number.
     *
     * @throws Json.Malformed if the field is missing or something else
     */
    public long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new Json.Malformed("\"" + name + "\" is no number: " + text(name), e);
        }
    }

    /** A flag; false where the field is missing. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** A list of texts; empty where the field is missing. */
    public List<String> texts(String name) {
        if (!(values.get(name) instanceof List<?> texts)) {
            return List.of();
        }
        return List.copyOf(texts.stream().map(String.class::cast).toList());
    }

    /**
     * A moment.
     *
     * @throws Json.Malformed if the field is missing or something else
     */
    public Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new Json.Malformed("\"" + name + "\" is no time: " + text(name), e);
        }
    }
}
