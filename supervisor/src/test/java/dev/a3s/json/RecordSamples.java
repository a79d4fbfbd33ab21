package dev.a3s.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Values of any record, by reflection over its components, for tests of what is written and read field by field. No two
 * components of a record have the same value throughout, so that one that is left out or taken for another shows.
 */
public final class RecordSamples {
    private static final String ODD = "\"\\ \t\u0000\u0007\u2028<b>&'= é 🙂 \u001b[31m";
    /** Half of them full: enough for three flags to differ from each other, and for eight kinds of a sealed type or enum. */
    private static final int ROUNDS = 16;

    private final int round;
    private final boolean full;
    private int next;
    private int flags;
    private boolean inSealed;

    private RecordSamples(int round, boolean full) {
        this.round = round;
        this.full = full;
    }

    /** Values with everything that can be there, and with as little as there can be. */
    public static <T> Stream<T> of(Class<T> type) {
        return IntStream.range(0, ROUNDS)
                .mapToObj(round -> type.cast(new RecordSamples(round / 2, round % 2 == 0).value(type, "")));
    }

    private Object value(Type type, String name) {
        int number = ++next;
        if (type instanceof ParameterizedType generic) {
            var inner = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return full ? Optional.of(value(inner[0], name)) : Optional.empty();
            }
            if (generic.getRawType() == List.class) {
                return full ? List.of(value(inner[0], name + " 1"), value(inner[0], name + " 2")) : List.of();
            }
            if (generic.getRawType() == Map.class) {
                return full ? Map.of(value(inner[0], name), value(inner[1], name)) : Map.of();
            }
            throw new AssertionError("no sample of a " + type);
        }
        var raw = (Class<?>) type;
        if (raw == boolean.class) {
            return ((round >> (flags++ % 3)) & 1) == 1;
        }
        if (raw == int.class || raw == Integer.class) {
            return full ? 1000 * round + number : 0;
        }
        if (raw == long.class || raw == Long.class) {
            return full ? (1L << 40) + number : 0L;
        }
        if (raw == Double.class || raw == double.class) {
            return number + 0.1;
        }
        if (raw == OptionalInt.class) {
            return full ? OptionalInt.of(number) : OptionalInt.empty();
        }
        if (raw == String.class) {
            return full ? name + " " + number + ODD : "";
        }
        if (raw == Path.class) {
            return Path.of("/a b/" + name + number);
        }
        if (raw == Instant.class) {
            return full ? Instant.parse("2026-01-31T14:05:00.012345678Z").plusSeconds(number) : Instant.EPOCH;
        }
        if (raw == Duration.class) {
            return Duration.ofMillis(number);
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[round % raw.getEnumConstants().length];
        }
        if (raw.isSealed()) {
            var kinds = raw.getPermittedSubclasses();
            var kind = kinds[inSealed ? 0 : round % kinds.length]; // or one within another of its kind would have no end
            boolean outer = inSealed;
            inSealed = true;
            var sample = value(kind, name);
            inSealed = outer;
            return sample;
        }
        return record(raw);
    }

    private Object record(Class<?> type) {
        if (!type.isRecord()) {
            throw new AssertionError("no sample of a " + type);
        }
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Arrays.stream(components)
                .map(component -> value(component.getGenericType(), component.getName()))
                .toArray();
        try {
            return made(type, types, values);
        } catch (InvocationTargetException e) {
            return ofPlainTexts(type, types, values, e);
        }
    }

    /** For a record that takes names alone, not any text. */
    private Object ofPlainTexts(Class<?> type, Class<?>[] types, Object[] values, InvocationTargetException refusal) {
        var plain = Arrays.stream(values).map(value -> value instanceof String ? "sample-" + ++next : value).toArray();
        try {
            return made(type, types, plain);
        } catch (InvocationTargetException e) {
            throw new AssertionError("a " + type.getSimpleName() + " refuses " + Arrays.toString(values),
                    refusal.getCause());
        }
    }

    private static Object made(Class<?> type, Class<?>[] types, Object[] values) throws InvocationTargetException {
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
