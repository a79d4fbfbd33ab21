package dev.a3s.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Files that would keep their reader busy for hours, or fill its memory, get an answer at once. */
class BoundsTest {
    /** Far more than any of them takes, far less than it would take without a bound. */
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    Path temporary;
    private ProjectDirectory project;

    @BeforeEach
    void prepare() {
        project = ProjectDirectory.in(temporary);
    }

    private String problems(String text) {
        return assertTimeoutPreemptively(GENEROUS, () -> project.problems(text));
    }

    private String problemsOf(String expression) {
        return problems("service \"api\" {\n  cmd = \"run\"\n  port = 0\n  env = { A = " + expression + " }\n}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"D == D", "D != [1]", "length(distinct(D))", "length(flatten(D))", "jsonencode(D)",
        "contains(D, D)",
        "index(D, 1)", "[D, D] == [D, D] ? 1 : 2", "length(concat(D, D))"})
    void valuesThatDoubleCostWhatTheyWouldBeWhenWrittenOut(String expression) {
        assertThat(problemsOf(expression.replace("D", "(" + halved() + ")")))
                .contains("this takes too much work or memory")
                .contains("A3sfile.hcl:4:");
    }

    /** As deep as the language allows around it. */
    private static String halved() {
        var value = "\"x\"";
        for (int i = 0; i < 26; i++) {
            value = "[for x in [" + value + "] : [x, x]][0]";
        }
        return value;
    }

    @ParameterizedTest
    @ValueSource(strings = {"D", "upper(D)", "D + 1", "D.x", "\"a${D}b\"", "lookup(D, \"x\")", "element([1], D)"})
    void whatIsSaidOfAValueThatDoublesIsShort(String expression) {
        assertThat(problemsOf(expression.replace("D", "(" + halved() + ")"))).isNotEmpty()
                .hasSizeLessThan(5000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"regex(\"(((a{100}){100}){100})\", \"a\")", "regex(\"((((a{9}){9}){9}){9})\", \"a\")"})
    void countsWithinCountsAreRefused(String expression) {
        assertThat(problemsOf(expression)).contains("too large");
    }

    @Test
    void workOnLongTextsIsPaid() {
        var text = "\"" + "\\n".repeat(100_000) + "x\"";
        assertThat(problemsOf("length(chomp(" + text + "))")).isEmpty();
        assertThat(problemsOf("regex(\"(x+x+)+y\", \"" + "x".repeat(100_000) + "\")"))
                .containsAnyOf("does not match", "too much work");
        assertThat(problemsOf("length([for i in range(1000) : \"" + "x".repeat(100_000) + "${i}\"])"))
                .contains("too much work");
        assertThat(problemsOf("length(flatten([for i in range(1000) : [for j in range(1000) : range(1000)]]))"))
                .contains("too much work");
        assertThat(problemsOf("length([for i in range(10000) : range(10000)[*]])")).contains("too much work");
        assertThat(problemsOf("length(jsondecode(\"[" + "[],".repeat(300_000) + "[]]\"))")).contains("too much work");
    }

    @Test
    void manyServicesAreRefusedByTheirNumber() {
        var file = IntStream.range(0, 30_000)
                .mapToObj(i -> "service \"s" + i + "\" {\n cmd = \"x\"\n}\n")
                .collect(Collectors.joining());
        assertThat(problems(file)).contains("more than 2000 services and tasks in one file");
    }

    @Test
    void aThousandServicesAreRead() {
        var file = IntStream.range(0, 1000)
                .mapToObj(i -> "service \"s" + i + "\" {\n cmd = \"x\"\n depends_on = ["
                        + (i == 0 ? "" : "\"s" + (i - 1) + "\"") + "]\n}\n")
                .collect(Collectors.joining());
        assertThat(problems(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "(", "[{", "a {", "a = [", "\"${", "\"", "<<A\n", "'", "‘", "/*", "${", "a",
        "a = b.c\n", "x\n",
        "x = 1\n", "x {}\n", "a = ; [", "]", "}", ",", "a = \"${x}\"\n", "%{", "  \t"})
    void whateverIsRepeatedForAMebibyteGetsAShortAnswer(String piece) {
        var text = piece.repeat((1 << 20) / piece.length() / (piece.charAt(0) > 127 ? 3 : 1));
        assertThat(problems(text)).hasSizeLessThan(300_000);
        assertThat(problems("service \"a\" {\n cmd = \"x\"\n" + text.substring(0, text.length() / 2)))
                .hasSizeLessThan(300_000);
    }

    @Test
    void bracketsBehindAndBeforeBlanksAreCountedOnce() {
        assertThat(problems("a = ; \n" + " ".repeat(400_000) + "[".repeat(400_000) + "\n".repeat(200_000)))
                .contains("brackets are open here");
    }

    @Test
    void aFileOfTwoMebibytesIsNotRead() {
        assertThat(problems("[".repeat(2_000_000))).contains("larger than 1 MiB");
    }

    @Test
    void aNameOfAMebibyteIsCutWhereItIsShown() {
        var name = "n".repeat(500_000);
        assertThat(problems("service \"api\" {\n cmd = \"x\"\n " + name + " = 1\n}\n")).hasSizeLessThan(20_000);
        assertThat(problemsOf("{ \"" + name + "\" = 1, \"" + name + "\" = 2 }")).hasSizeLessThan(20_000);
        assertThat(problemsOf(name)).hasSizeLessThan(20_000);
        assertThat(problemsOf("env." + name)).hasSizeLessThan(20_000);
        assertThat(problemsOf(name + "(1)")).hasSizeLessThan(20_000);
        assertThat(problems("service \"" + name + "\" {\n cmd = \"x\"\n}\n")).hasSizeLessThan(20_000);
    }
}
