package dev.a3s.json;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

/**
 * Lets a record be read from what an older version wrote: a component that is missing is empty if it is an Optional, a
 * collection or a map, and zero or false if it is primitive; any other is an error. So a component that is added later
 * must be one of those. For reading only.
 */
final class Records implements TypeAdapterFactory {

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        if (!type.getRawType().isRecord()) {
            return null;
        }
        var needed = Arrays.stream(type.getRawType().getRecordComponents())
                .filter(component -> !component.getType().isPrimitive())
                .toList();
        var plain = gson.getDelegateAdapter(this, type);
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                plain.write(out, value);
            }

            @Override
            public T read(JsonReader in) throws IOException {
                var element = JsonParser.parseReader(in);
                if (!element.isJsonObject()) {
                    throw new JsonParseException("no " + type.getRawType().getSimpleName() + ": " + element);
                }
                var fields = element.getAsJsonObject();
                for (var component : needed) {
                    if (!fields.has(component.getName())) {
                        fields.add(component.getName(), empty(component));
                    }
                }
                return plain.fromJsonTree(fields);
            }
        }.nullSafe();
    }

    private static JsonElement empty(RecordComponent component) {
        var type = component.getType();
        if (type == Optional.class || type == OptionalInt.class) {
            return JsonNull.INSTANCE;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return new JsonArray();
        }
        if (Map.class.isAssignableFrom(type)) {
            return new JsonObject();
        }
        throw new JsonParseException(
                "the " + component.getDeclaringRecord().getSimpleName() + " lacks \"" + component.getName() + "\"");
    }
}
