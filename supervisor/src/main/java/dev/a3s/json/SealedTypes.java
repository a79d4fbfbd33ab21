package dev.a3s.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

/**
 * Writes a sealed interface as the record that it is, with the record's simple name as {@code "type"}; a constant of an enum
 * among its types has that type, and its name as {@code "value"}.
 */
final class SealedTypes implements TypeAdapterFactory {
    private static final String TAG = "type";
    private static final String VALUE = "value";

    @Override
    @SuppressWarnings("unchecked") // an interface's adapter reads and writes what implements it
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        var raw = type.getRawType();
        if (raw.isEnum()) {
            return sealedAbove(raw).map(above -> (TypeAdapter<T>) gson.getAdapter(above)).orElse(null);
        }
        if (!raw.isInterface() || !raw.isSealed()) {
            return null;
        }
        Map<String, Class<?>> records = new LinkedHashMap<>();
        for (var permitted : raw.getPermittedSubclasses()) {
            records.put(permitted.getSimpleName(), permitted);
        }
        return new Tagged<T>(gson, raw.getSimpleName(), records).nullSafe();
    }

    /** The sealed interface that {@code type} is part of: a component of that interface's type is written by the value's own. */
    private static Optional<Class<?>> sealedAbove(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).<Class<?>>map(above -> above).filter(Class::isSealed).findFirst();
    }

    private static final class Tagged<T> extends TypeAdapter<T> {
        private final Gson gson;
        private final String name;
        private final Map<String, Class<?>> records;

        Tagged(Gson gson, String name, Map<String, Class<?>> records) {
            this.gson = gson;
            this.name = name;
            this.records = records;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            var tagged = new JsonObject();
            tagged.addProperty(TAG, value.getClass().getSimpleName());
            if (value instanceof Enum) {
                tagged.addProperty(VALUE, value.toString());
            } else {
                var tree = gson.toJsonTree(value, value.getClass());
                tree.getAsJsonObject().entrySet().forEach(field -> tagged.add(field.getKey(), field.getValue()));
            }
            gson.toJson(tagged, out);
        }

        @Override
        @SuppressWarnings("unchecked")
        public T read(JsonReader in) throws IOException {
            var element = JsonParser.parseReader(in);
            if (element.isJsonPrimitive()) {
                return (T) constant(element);
            }
            var tag = element.isJsonObject() ? element.getAsJsonObject().get(TAG) : null;
            var record = tag == null ? null : records.get(tag.getAsString());
            if (record == null) {
                throw new JsonParseException("no " + name + " of type " + tag);
            }
            return (T) (record.isEnum() ? constant(record, element.getAsJsonObject().get(VALUE))
                    : gson.fromJson(element, record));
        }

        private Object constant(Class<?> type, JsonElement value) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> value != null && constant.toString().equals(value.getAsString()))
                    .findFirst()
                    .orElseThrow(() -> new JsonParseException("no " + type.getSimpleName() + " " + value));
        }

        /** A constant stands without its type where a record's component holds it: Gson writes that by the enum's own adapter. */
        private Object constant(JsonElement name) {
            return records.values().stream().filter(Class::isEnum)
                    .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                    .filter(constant -> ((Enum<?>) constant).name().equals(name.getAsString())).findFirst()
                    .orElseThrow(() -> new JsonParseException("no " + this.name + " named " + name));
        }
    }
}
