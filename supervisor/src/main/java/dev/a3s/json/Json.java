package dev.a3s.json;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/**
 * Records to JSON and back, on one line or indented. A sealed interface is written with a {@code "type"} that names
 * the record; an empty {@link Optional} is null; a {@link Duration} and an {@link Instant} are ISO 8601, a {@link Path}
 * is its text, and an enum constant what its {@code toString} returns. Unknown fields are ignored, so that a newer writer can talk to an older reader, and {@link Records missing
 * ones} are empty where that makes sense, so that an older writer can talk to a newer reader. Safe for any thread.
 */
public final class Json {
    private static final GsonBuilder BUILDER = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(Duration.class, text(Duration::parse))
            .registerTypeAdapter(Instant.class, text(Instant::parse))
            .registerTypeHierarchyAdapter(Path.class, text(Path::of))
            .registerTypeAdapterFactory(new Optionals())
            .registerTypeAdapterFactory(new Enums())
            .registerTypeAdapterFactory(new SealedTypes());
    private static final Gson COMPACT = BUILDER.create();
    private static final Gson INDENTED = BUILDER.setPrettyPrinting().create();
    /** Apart, because a record's own adapter would win over its sealed interface's when writing. */
    private static final Gson READER = BUILDER.registerTypeAdapterFactory(new Records()).create();

    private Json() {}

    /** {@code value} on one line, written as a {@code type}: a sealed interface for its {@code "type"} to appear. */
    public static <T> String line(T value, Class<T> type) {
        return COMPACT.toJson(value, type);
    }

    /** {@code value} over several lines, for people. */
    public static String indented(Object value) {
        return INDENTED.toJson(value);
    }

    /**
     * Reads what {@link #line} or {@link #indented} wrote.
     *
     * @throws Malformed if {@code json} is not JSON or not a {@code type}
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            var value = READER.fromJson(json, type);
            if (value == null) {
                throw new Malformed("empty where a " + type.getSimpleName() + " was expected", null);
            }
            return value;
        } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw new Malformed("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** The text was not what it was read as. */
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param cause null if there is none */
        public Malformed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static <T> TypeAdapter<T> text(Function<String, T> parse) {
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(value.toString());
            }

            @Override
            public T read(JsonReader in) throws IOException {
                try {
                    return parse.apply(in.nextString());
                } catch (RuntimeException e) {
                    throw new JsonParseException(e);
                }
            }
        }.nullSafe();
    }

    private static final class Optionals implements TypeAdapterFactory {
        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (type.getRawType() == OptionalInt.class) {
                return unchecked(new OptionalInts());
            }
            if (type.getRawType() != Optional.class) {
                return null;
            }
            var element = ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
            return unchecked(optional(gson.getAdapter(TypeToken.get(element))));
        }

        private static <E> TypeAdapter<Optional<E>> optional(TypeAdapter<E> element) {
            return new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, Optional<E> value) throws IOException {
                    if (value == null || value.isEmpty()) {
                        out.nullValue();
                    } else {
                        element.write(out, value.get());
                    }
                }

                @Override
                public Optional<E> read(JsonReader in) throws IOException {
                    if (in.peek() != JsonToken.NULL) {
                        return Optional.of(element.read(in));
                    }
                    in.nextNull();
                    return Optional.empty();
                }
            };
        }

        private static final class OptionalInts extends TypeAdapter<OptionalInt> {
            @Override
            public void write(JsonWriter out, OptionalInt value) throws IOException {
                if (value == null || value.isEmpty()) {
                    out.nullValue();
                } else {
                    out.value(value.getAsInt());
                }
            }

            @Override
            public OptionalInt read(JsonReader in) throws IOException {
                if (in.peek() != JsonToken.NULL) {
                    return OptionalInt.of(in.nextInt());
                }
                in.nextNull();
                return OptionalInt.empty();
            }
        }

        @SuppressWarnings("unchecked")
        private static <T> TypeAdapter<T> unchecked(TypeAdapter<?> adapter) {
            return (TypeAdapter<T>) adapter;
        }
    }
}
