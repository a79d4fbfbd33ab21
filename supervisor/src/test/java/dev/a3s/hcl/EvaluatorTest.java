package dev.a3s.hcl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluatorTest {

    /** Knows {@code env.HOME}, and {@code n}, a list. */
    static final EvaluationContext CONTEXT = new EvaluationContext() {
        @Override
        public Resolved resolve(Expression.Reference reference) {
            return switch (reference.root()) {
                case "env" -> new Resolved(new Value.Mapping(Map.of("HOME", Value.of("/home/ada"))), 0);
                case "n" -> new Resolved(new Value.Sequence(List.of(Value.of(1), Value.of(2), Value.of(3))), 0);
                default -> new Resolved(Value.unknown(), 0);
            };
        }

        @Override
        public Optional<String> environment(String name) {
            return name.equals("HOME") ? Optional.of("/home/ada") : Optional.empty();
        }
    };

    static Value value(String expression) {
        var faults = new Faults();
        var body = HclReader.read(new Source("v = " + expression + "\n"), faults);
        var value = body.attributes().isEmpty() ? Value.unknown()
                : new Evaluator(CONTEXT, faults, new Budget()).evaluate(body.attributes().getFirst().value());
        assertThat(faults.list()).as(expression).isEmpty();
        return value;
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '\0', value = {"1 + 2 * 3 → 7", "(1 + 2) * 3 → 9",
        "10 - 3 - 2 → 5",
        "7 / 2 → 3.5",
        "7 % 3 → 1", "-3 + 1 → -2", "0.1 + 0.2 → 0.3", "1e3 → 1000", "1 / 3 < 0.34 → true", "2 >= 2 && !false → true",
        "1 == 1.0 → true", "\"a\" == \"a\" → true", "1 == \"1\" → false", "[1, 2] == [1, 2] → true",
        "false || true ? \"x\" : \"y\" → \"x\"", "true ? 1 : false ? 2 : 3 → 1", "null == null → true",
        "\"a${1 + 1}b\" → \"a2b\"", "\"${8080}\" → 8080", "\"p:${8080.0}\" → \"p:8080\"", "\"${true}!\" → \"true!\"",
        "\"$${x} %%{y} $ %\" → \"${x} %{y} $ %\"", "\"\\u00e9\\n\\t\\\"\\\\\" → \"é\\n\\t\"\\\"",
        "\"a ${~ \"b\" ~} c\" → \"abc\"", "\"${\"nested ${\"deep\"}\"}\" → \"nested deep\"",
        "[1, 2,][1] → 2", "{ a = 1, \"b\" : 2 }[\"b\"] → 2", "{ a = { b = [5] } }.a.b[0] → 5", "n.0 → 1",
        "[{ a = 1 }, { a = 2 }][*].a → [1, 2]", "[{ a = 1 }, { a = 2 }].*.a → [1, 2]", "{ (\"x${1}\") = 2 }.x1 → 2",
        "[for x in n : x * 2] → [2, 4, 6]", "[for i, x in n : i if x != 2] → [0, 2]",
        "{ for x in n : \"k${x}\" => x }.k3 → 3", "{ for x in n : x % 2 => x... }[\"1\"] → [1, 3]",
        "[for k, v in { a = 1 } : \"${k}${v}\"] → [\"a1\"]",
        "[for k, v in { b = 1, a = 2, B = 3 } : \"${k}${v}\"] → [\"B3\", \"a2\", \"b1\"]", "env.HOME → \"/home/ada\"",
        "env(\"HOME\") → \"/home/ada\"",
        "env(\"NO\", 5) → 5", "env[\"HOME\"] → \"/home/ada\""})
    void expressionsMeanWhatTheSpecificationSays(String expression, String shown) {
        assertThat(value(expression.strip()).shown())
                .isEqualTo(shown.replace("\\n", "\n").replace("\\t", "\t").strip());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '\0', value = {"upper(\"añ\") → \"AÑ\"",
        "lower(\"AB\") → \"ab\"",
        "join(\", \", [\"a\", 1, true]) → \"a, 1, true\"", "join(\",\", []) → \"\"",
        "replace(\"a.b.c\", \".\", \"-\") → \"a-b-c\"", "startswith(\"abc\", \"ab\") → true",
        "endswith(\"abc\", \"ab\") → false", "base64encode(\"é\") → \"w6k=\"", "base64decode(\"w6k=\") → \"é\"",
        "jsondecode(\"{\\\"a\\\": [1, 2.5, true]}\").a → [1, 2.5, true]", "abs(-2.5) → 2.5", "ceil(1.2) → 2",
        "floor(-1.2) → -2", "max(1, 3, 2) → 3", "min(n...) → 1", "flatten([[1], [2, [3]]]) → [1, 2, 3]",
        "alltrue([true, false]) → false", "anytrue([false, true]) → true", "trim(\"--a-\", \"-\") → \"a\"",
        "trimspace(\" a \") → \"a\"", "trimprefix(\"abc\", \"ab\") → \"c\"", "trimsuffix(\"abc\", \"bc\") → \"a\"",
        "split(\",\", \"a,,b\") → [\"a\", \"\", \"b\"]", "substr(\"hello\", 1, 3) → \"ell\"",
        "substr(\"🚀ab\", 0, 2) → \"🚀a\"",
        "substr(\"hello\", -3, -1) → \"llo\"", "format(\"%s-%03d %.1f%%\", \"a\", 7, 2.25) → \"a-007 2.2%\"",
        "length(\"🚀\") → 1", "length(n) → 3", "element(n, 4) → 2", "index(n, 2) → 1", "contains(n, 3) → true",
        "lookup({ a = 1 }, \"b\", 2) → 2", "concat([1], [2]) → [1, 2]", "merge({ a = 1 }, { a = 2 }).a → 2",
        "keys({ b = 1, a = 2 }) → [\"a\", \"b\"]", "values({ b = 1, a = 2 }) → [2, 1]", "distinct([1, 2, 1]) → [1, 2]",
        "compact([\"a\", \"\", null]) → [\"a\"]", "coalesce(\"\", null, \"c\") → \"c\"",
        "sort([\"b\", \"a\"]) → [\"a\", \"b\"]",
        "reverse(n) → [3, 2, 1]", "slice(n, 1, 3) → [2, 3]", "range(3) → [0, 1, 2]", "range(3, 1) → [3, 2]",
        "tonumber(\"5\") + 1 → 6", "tostring(5) → \"5\"", "tobool(\"true\") → true", "title(\"a b\") → \"A B\"",
        "indent(2, \"a\\nb\") → \"a\\n  b\"", "chomp(\"a\\n\") → \"a\"", "strrev(\"ab\") → \"ba\"",
        "regex(\"[0-9]+\", \"a12b\") → \"12\"", "regexall(\"[a-z]\", \"a1b\") → [\"a\", \"b\"]",
        "regex(\"(.)(.)\", \"xy\") → [\"x\", \"y\"]",
        "jsonencode({ b = [1, \"x\\\"\"], a = null }) → \"{\"a\":null,\"b\":[1,\"x\\\"\"]}\""})
    void functionsMeanWhatTheyMeanInTerraform(String expression, String shown) {
        assertThat(value(expression.strip()).shown())
                .isEqualTo(shown.replace("\\n", "\n").replace("\\t", "\t").strip());
    }

    @Test
    void aHeredocEndsWithALineBreakAndLosesItsIndentationWhereAsked() {
        assertThat(value("<<EOT\n  a\n   ${1}\\n\nEOT")).isEqualTo(Value.of("  a\n   1\\n\n"));
        assertThat(value("<<-EOT\n    a\n\n      ${n[0]}\n    EOT")).isEqualTo(Value.of("a\n\n  1\n"));
        assertThat(value("<<-EOT\r\n  a\r\n  EOT")).isEqualTo(Value.of("a\n"));
    }

    /** What the library reads right of whole files: its values must be ours, computed ones too. */
    @ParameterizedTest
    @ValueSource(strings = {"a = \"x\"\nb = 5\nc = true\nd = [1, \"y\", false]\ne = { f = \"g\", h = 2 }\n",
        "# c\na = \"x\" // d\n/* e */\nb = [\n  \"p\",\n  \"q\",\n]\n", "a = \"${upper(\"x\")}-${lower(\"Y\")}\"\n",
        "a = join(\"-\", [\"p\", \"q\"])\n", "a = true ? \"x\" : \"y\"\nb = max(1, 5, 2)\n", "a = \"ünïcödé 🚀\"\n",
        "a = []\nb = [[1], [2, 3]]\n", "a = 3 > 2\nb = 1 == 1\n", "a = \"\\\"q\\\" \\\\ \\n\"\n"})
    void validFilesHaveTheValuesThatHcl4jReads(String text) throws Exception {
        var faults = new Faults();
        var evaluator = new Evaluator(CONTEXT, faults, new Budget());
        Map<String, Object> ours = new LinkedHashMap<>();
        HclReader.read(new Source(text), faults)
                .attributes()
                .forEach(attribute -> ours.put(attribute.name(), plain(evaluator.evaluate(attribute.value()))));
        assertThat(faults.list()).isEmpty();
        assertThat(ours).isEqualTo(new HCLParser().parse(text));
    }

    @Test
    void functionCallsPrintAndLogNothing() {
        var out = System.out;
        var err = System.err;
        var printed = new ByteArrayOutputStream();
        try (var capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            System.setErr(capture);
            for (var name : Functions.names()) {
                for (var arguments : List.of("", "\"x\"", "\"x\", \"y\"", "\"x\", \"y\", \"z\"", "1", "1, 2", "null",
                        "[]", "[1, \"x\", [true]]", "\"{\"", "\"[1,\"", "\",\", [\"a\", \"b\"]", "[true, \"true\"]",
                        "{ a = 1 }")) {
                    var faults = new Faults();
                    var body = HclReader.read(new Source("v = " + name + "(" + arguments + ")\n"), faults);
                    new Evaluator(CONTEXT, faults, new Budget()).evaluate(body.attributes().getFirst().value());
                }
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    static Object plain(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Numeric(BigDecimal number) -> number.doubleValue();
            case Value.Truth(boolean truth) -> truth;
            case Value.Sequence(var items) -> {
                List<Object> list = new ArrayList<>(); // may hold null
                items.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case Value.Mapping(var entries) -> {
                Map<String, Object> map = new LinkedHashMap<>();
                entries.forEach((key, item) -> map.put(key, plain(item)));
                yield map;
            }
            case Value.Null _ -> null;
            case Value.Unknown _ -> "no value";
        };
    }
}
