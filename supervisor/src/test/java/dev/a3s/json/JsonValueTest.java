package dev.a3s.json;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.a3s.json.JsonValue.Members;
import dev.a3s.json.JsonValue.Numeral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonValueTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":1,\"a\":[true,null,\"x\\ny\"],\"c\":{}}", "[]", "\"<é>\"", "12345678901234567890",
        "-0.5e10", "7", "null"})
    void whatIsReadIsWrittenAsItWas(String json) {
        assertThat(JsonValue.read(json).json()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,]", "{a:1}", "{'a':1}", "{\"a\":1} {", "nul", "TRUE", "01", "\"a\tb\"", "]"})
    void whatIsNotJsonIsRefusedInOneSentence(String json) {
        assertThatThrownBy(() -> JsonValue.read(json)).isInstanceOf(Json.Malformed.class)
                .hasMessageMatching("no valid JSON at line \\d+ column \\d+");
    }

    @Test
    void whatIsDeeperThanAnyMessageIsRefused() {
        int deepest = JsonValue.DEEPEST;
        assertThat(JsonValue.read("[".repeat(deepest) + "]".repeat(deepest))).isNotNull();
        assertThatThrownBy(() -> JsonValue.read("[".repeat(deepest + 1) + "]".repeat(deepest + 1)))
                .isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> JsonValue.read("[".repeat(100_000))).isInstanceOf(Json.Malformed.class);
    }

    @Test
    void onlyWholeNumbersAreWhole() {
        assertThat(new Numeral("5e1").whole()).isEqualTo(OptionalInt.of(50));
        for (var written : List.of("0.5", "9999999999", "1e999999999", "1e9999999999")) {
            assertThat(new Numeral(written).whole()).as(written).isEmpty();
        }
    }

    @Test
    void membersKeepTheirOrder() {
        assertThat(Members.NONE.with("z", "1").with("a", new Numeral("2")).json()).isEqualTo("{\"z\":\"1\",\"a\":2}");
    }
}
