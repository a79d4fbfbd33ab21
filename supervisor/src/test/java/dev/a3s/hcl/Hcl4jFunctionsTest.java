package dev.a3s.hcl;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which functions hcl4j computes, which it has and does not, and when it is loaded. */
class Hcl4jFunctionsTest {

    private static final String THROWS = "throws";

    /** The functions as the library has them. */
    private static final class Registry extends HCLParser {
        Set<String> names() {
            return functionRegistry.keySet();
        }

        Object answer(String function, List<Object> arguments) {
            try {
                return functionRegistry.get(function).method(arguments);
            } catch (RuntimeException failure) {
                return THROWS;
            }
        }
    }

    /**
     * A call that hcl4j answers otherwise than Terraform.
     *
     * @param theirs     {@value #THROWS} if it throws
     * @param expression the same call in an A3sfile
     * @param right      what Terraform answers
     */
    record Wrong(String function, List<Object> arguments, Object theirs, String expression, Value right) {
        @Override
        public String toString() {
            return expression;
        }
    }

    private static Wrong wrong(String function, List<Object> arguments, Object theirs, String expression,
            Value right) {
        return new Wrong(function, arguments, theirs, expression, right);
    }

    static List<Wrong> wrongAnswers() {
        return List.of(
                wrong("trim", List.of("--a-", "-"), "--a-", "trim(\"--a-\", \"-\")", Value.of("a")),
                wrong("trimspace", List.of(" a "), " a ", "trimspace(\" a \")", Value.of("a")),
                wrong("strrev", List.of("🚀a"), "a\uDE80\uD83D", "strrev(\"🚀a\")", Value.of("a🚀")),
                wrong("split", List.of(",", "a,,b"), List.of("a", "b"), "split(\",\", \"a,,b\")",
                        new Value.Sequence(List.of(Value.of("a"), Value.of(""), Value.of("b")))),
                wrong("substr", List.of("🚀ab", 0.0, 2.0), "🚀", "substr(\"🚀ab\", 0, 2)", Value.of("🚀a")),
                wrong("format", List.of("%d", 7.0), THROWS, "format(\"%d\", 7)", Value.of("7")),
                wrong("regexall", List.of("(.)(.)", "xy"), List.of("xy"), "regexall(\"(.)(.)\", \"xy\")",
                        new Value.Sequence(List.of(new Value.Sequence(List.of(Value.of("x"), Value.of("y")))))),
                wrong("element", List.of(List.of("a", "b"), 3.0), THROWS, "element([\"a\", \"b\"], 3)", Value.of("b")),
                wrong("tonumber", List.of("9007199254740993"), 9007199254740992.0, "tonumber(\"9007199254740993\")",
                        Value.of(9007199254740993L)),
                wrong("jsondecode", List.of("9007199254740993.5"), null, "jsondecode(\"9007199254740993.5\")",
                        new Value.Numeric(new BigDecimal("9007199254740993.5"))),
                wrong("jsonencode", List.of(List.of(1.0)), "[ 1.0 ]", "jsonencode([1])", Value.of("[1]")));
    }

    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void aFunctionThatHcl4jAnswersOtherwiseThanTerraformIsOurOwn(Wrong wrong) {
        assertThat(new Registry().answer(wrong.function(), wrong.arguments())).isEqualTo(wrong.theirs());
        assertThat(EvaluatorTest.value(wrong.expression())).isEqualTo(wrong.right());
    }

    /** Terraform reports these; hcl4j answers with something that a file could go on with. */
    @Test
    void aFunctionForWhichHcl4jAnswersWhereTerraformReportsAFaultIsOurOwn() {
        var registry = new Registry();
        assertThat(registry.answer("index", List.of(List.of("a"), "b"))).isEqualTo(-1);
        assertThat(registry.answer("lookup", List.of(Map.of(), "b"))).isNull();
        assertThat(registry.answer("jsondecode", List.of("{} and more"))).isEqualTo(Map.of());
        assertThat(registry.answer("length", List.of("ab"))).isNull();
        assertThat(registry.answer("tonumber", List.of("x"))).isNull();
    }

    /** {@code contains} is right in hcl4j, but ours compares lists of any values without copying them. */
    @Test
    void everyFunctionThatHcl4jHasIsEitherComputedByItOrKnownToBeWrong() {
        Set<String> own = new TreeSet<>(new Registry().names());
        own.retainAll(Functions.names());
        own.removeAll(Hcl4jFunctions.ALL.keySet());
        Set<String> known = new TreeSet<>(Set.of("contains", "index", "length", "lookup"));
        wrongAnswers().forEach(wrong -> known.add(wrong.function()));
        assertThat(own).isEqualTo(known);
        assertThat(new Registry().names()).containsAll(Hcl4jFunctions.ALL.keySet());
    }

    /** Loads the file that it is given, in a process of its own. */
    static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) throws Exception {
            var faults = new Faults();
            var body = HclReader.read(new Source(Files.readString(Path.of(arguments[0]))), faults);
            var evaluator = new Evaluator(EvaluatorTest.CONTEXT, faults, new Budget());
            body.attributes().forEach(attribute -> evaluator.evaluate(attribute.value()));
            System.out.println(faults.list());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '\0', value = {"v = \"${env.HOME}/x\" → false",
        "v = env(\"HOME\") → false", "v = trim(\"-a-\", \"-\") → false", "v = upper(\"a\") → true"})
    void hcl4jIsLoadedByTheFirstCallOfAFunctionThatItComputes(String text, boolean loaded, @TempDir Path dir)
            throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto", "-Xlog:class+load", "-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(Loading.class.getName(), Files.writeString(dir.resolve("v.hcl"), text + "\n").toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines()).contains("[]");
        assertThat(said.lines().anyMatch(line -> line.contains("com.bertramlabs.plugins.hcl4j."))).isEqualTo(loaded);
    }
}
