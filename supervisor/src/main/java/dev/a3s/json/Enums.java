package dev.a3s.json;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

/** Writes the constants of an enum as their {@code toString}, so that an enum chooses how it looks in JSON. */
final class Enums implements TypeAdapterFactory {

    @Override
    @SuppressWarnings("unchecked") // the constants are T's own
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        if (!type.getRawType().isEnum()) {
            return null;
        }
        Map<String, T> constants = new LinkedHashMap<>();
        for (var constant : type.getRawType().getEnumConstants()) {
            constants.put(constant.toString(), (T) constant);
        }
        return new Words<>(type.getRawType().getSimpleName(), constants).nullSafe();
    }

    private static final class Words<T> extends TypeAdapter<T> {
        private final String name;
        private final Map<String, T> constants;

        Words(String name, Map<String, T> constants) {
            this.name = name;
            this.constants = constants;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            out.value(value.toString());
        }

        @Override
        public T read(JsonReader in) throws IOException {
            var word = in.nextString();
            var constant = constants.get(word);
            if (constant == null) {
                throw new JsonParseException("no " + name + " \"" + word + "\"");
            }
            return constant;
        }
    }
}
