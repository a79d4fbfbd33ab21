package dev.a3s.hcl;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonReaderTest {

    @Test
    void everyKindOfJsonBecomesAValue() {
        assertThat(JsonReader.read(" { \"a\" : [ 1 , -2.5e1, true, false, null ], \"b\" : {}, \"c\" : [] } \n"))
                .isEqualTo(new Value.Mapping(Map.of("a", new Value.Sequence(List.of(Value.of(1), Value.of(-25),
                        Value.of(true), Value.of(false), Value.nothing())), "b", new Value.Mapping(Map.of()), "c",
                        new Value.Sequence(List.of()))));
        assertThat(JsonReader.read("\"x\"")).isEqualTo(Value.of("x"));
        assertThat(JsonReader.read("12345678901234567890.5"))
                .isEqualTo(new Value.Numeric(new BigDecimal("12345678901234567890.5")));
        assertThat(JsonReader.read("{\"a\":1,\"a\":2}")).isEqualTo(new Value.Mapping(Map.of("a", Value.of(2))));
    }

    @Test
    void escapesStandForTheirCharacters() {
        assertThat(JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude80é\""))
                .isEqualTo(Value.of("\"\\/\b\f\n\r\té🚀é"));
    }

    @Test
    void whatJsonencodeWritesIsReadAsTheSameValue() {
        var value = new Value.Mapping(Map.of("a", new Value.Sequence(List.of(Value.of("x\"\\\n\u0001🚀"), Value.of(5),
                Value.nothing(), Value.of(true))), "b", new Value.Mapping(Map.of("c", Value.of("")))));
        assertThat(JsonReader.read(JsonText.of(value, new Budget()))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "[1 2]", "{} x", "01",
                "1.", ".5", "+1", "-", "1e", "NaN", "tru", "truex", "'x'", "\"x", "\"\\x\"", "\"\\u12\"", "\"a\nb\"",
                "\"\\", "1 1"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JsonReader.Malformed.class);
    }

    @Test
    void depthAndNumbersAreBounded() {
        assertThat(JsonReader.read("[".repeat(64) + "]".repeat(64))).isInstanceOf(Value.Sequence.class);
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).isInstanceOf(JsonReader.Malformed.class);
        assertThatThrownBy(() -> JsonReader.read("1e999999999")).isInstanceOf(WrongArgument.class);
        assertThatThrownBy(() -> JsonReader.read("1".repeat(31))).isInstanceOf(WrongArgument.class);
    }
}
