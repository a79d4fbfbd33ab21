package dev.a3s.json;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {
    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Named(String name, Shape shape) implements Shape {}

        enum Simple implements Shape {
            LINE, POINT;

            @Override
            public String toString() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }
    }

    record Everything(Path path, Duration duration, Instant instant, Optional<String> some, Optional<String> none,
            OptionalInt port, OptionalInt noPort, List<Shape> shapes, Map<String, Shape> byName) {}

    @Test
    void whatIsWrittenIsReadBackEqual() {
        var value = new Everything(Path.of("/a/b"), Duration.ofMillis(1500), Instant.parse("2026-01-02T03:04:05.678Z"),
                Optional.of("x"), Optional.empty(), OptionalInt.of(8000), OptionalInt.empty(),
                List.of(new Shape.Circle(1), new Shape.Named("n", new Shape.Circle(2))),
                Map.of("a", new Shape.Circle(3)));
        var json = Json.line(value, Everything.class);
        assertThat(json).doesNotContain("\n").contains("\"type\":\"Named\"");
        assertThat(Json.read(json, Everything.class)).isEqualTo(value);
        assertThat(Json.read(Json.indented(value), Everything.class)).isEqualTo(value);
    }

    @Test
    void aSealedTypeIsReadAsWhatItSaysItIs() {
        assertThat(Json.read("{\"type\":\"Circle\",\"radius\":4.5,\"unknown\":[1]}", Shape.class))
                .isEqualTo(new Shape.Circle(4.5));
    }

    @Test
    void aConstantAmongTheTypesKeepsItsTypeWhereverItStands() {
        for (var shape : List.of(Shape.Simple.LINE, new Shape.Named("in a component", Shape.Simple.POINT))) {
            var json = Json.line(shape, Shape.class);
            assertThat(json).contains("\"type\":\"Simple\",\"value\":\"");
            assertThat(Json.read(json, Shape.class)).isEqualTo(shape);
        }
        assertThatThrownBy(() -> Json.read("{\"type\":\"Simple\",\"value\":\"circle\"}", Shape.class))
                .isInstanceOf(Json.Malformed.class);
    }

    @Test
    void whatIsNotTheExpectedTypeIsMalformed() {
        for (var text : List.of("", "null", "[]", "{", "{\"type\":\"Square\"}", "{\"radius\":1}", "\"x\"")) {
            assertThatThrownBy(() -> Json.read(text, Shape.class)).as(text).isInstanceOf(Json.Malformed.class);
        }
    }

    @Test
    void whatAnOlderVersionDidNotWriteIsEmptyAndWhatCannotBeMissingIsSaid() {
        record Grown(String name, int count, Optional<String> why, OptionalInt port, List<String> lines,
                Map<String, Shape> shapes) {}
        assertThat(Json.read("{\"name\":\"a\"}", Grown.class))
                .isEqualTo(new Grown("a", 0, Optional.empty(), OptionalInt.empty(), List.of(), Map.of()));
        assertThatThrownBy(() -> Json.read("{\"count\":1}", Grown.class)).isInstanceOf(Json.Malformed.class)
                .hasMessageContaining("the Grown lacks \"name\"");
    }
}
