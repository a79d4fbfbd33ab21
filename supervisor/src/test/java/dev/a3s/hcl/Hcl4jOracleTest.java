package dev.a3s.hcl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.a3s.hcl.Body.Block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * hcl4j as the second opinion: it parses the texts that {@link HclReader} reads, and both must agree on blocks, labels, the
 * names of attributes, and values without references, calls or operators. Where they cannot agree, a
 * {@link Changes} says on what, and what the specification has there. hcl4j keeps numbers as {@code double}, so numbers are compared
 * as such.
 */
class Hcl4jOracleTest {

    /** Texts that hcl4j does not get through, or where they are no HCL that both could agree on. */
    private static final Map<String, String> NOT_COMPARED = Map.of(
            "circular-ports.hcl", "hcl4j resolves references while it parses, and overflows its stack on a circle",
            "function-misuse.hcl", "hcl4j calls functions while it parses, and throws what they throw",
            "operators.hcl", "hcl4j applies operators while it parses, and throws for some that make no sense",
            "health-contradictions.hcl", "an attribute and a block of one name: hcl4j has one map for both and throws",
            "duplicate-attribute.hcl", "no valid HCL (spec.md, Attribute Definitions); hcl4j takes the last in silence",
            "duplicate-keys.hcl", "one key of an object twice; hcl4j takes the last in silence");

    private static final String THROWS = "throws";
    private static final String LEFT_OUT = "leaves the attribute out";

    /**
     * A construct that hcl4j 0.9.8 reads otherwise.
     *
     * @param construct and what the specification (hclsyntax/spec.md of hashicorp/hcl) says of it, with the section
     * @param text      an attribute that has it as its value
     * @param theirs    the value that hcl4j has, or {@link #THROWS} or {@link #LEFT_OUT}
     * @param ours      the value by the specification
     */
    record Changes(String construct, String text, Object theirs, Object ours) {

        /** Whether a literal value of a compared text is written in a way that hcl4j reads otherwise. */
        static boolean concerns(String written) {
            return written.contains("$${") || written.contains("%%{") || written.startsWith("<<-");
        }

        @Override
        public String toString() {
            return construct;
        }
    }

    static List<Changes> differences() {
        return List.of(
                new Changes("$${ stands for the characters ${ (Template Literals)", "v = \"$${x}\"\n", "$${x}",
                        "${x}"),
                new Changes("%%{ stands for the characters %{ (Template Literals)", "v = \"%%{x}\"\n", "%%{x}",
                        "%{x}"),
                new Changes("~ takes the blanks beside it away (Template Literals)", "v = \"a ${~ \"b\" ~} c\"\n",
                        THROWS,
                        "abc"),
                new Changes("<<- takes away the indentation that all lines share (Template Expressions)",
                        "v = <<-EOT\n  a\n    b\n  EOT\n", "  a\n    b\n", "a\n  b\n"),
                new Changes("\\u and four digits name a character (Template Expressions)", "v = \"\\u00e9\"\n",
                        THROWS, "é"),
                new Changes("a number becomes text as it is written (Template Interpolations)", "v = \"x${1}\"\n",
                        "x1.0",
                        "x1"),
                new Changes("an exponent belongs to the number (Numeric Literals)", "v = 1e3\n", "e3", 1000.0),
                new Changes("numbers have arbitrary precision (Arithmetic Operators)", "v = 0.1 + 0.2\n",
                        0.30000000000000004, 0.3),
                new Changes("operators of one precedence go from left to right (Operations)", "v = 10 - 3 - 2\n",
                        THROWS,
                        5.0),
                new Changes("a key may be an expression in parentheses (Collection Values)", "v = { (\"x\") = 1 }\n",
                        THROWS, Map.of("x", 1.0)),
                new Changes("an index follows any value (Index Operator)", "v = [5, 6][1]\n", List.of(1.0), 6.0),
                new Changes("letters of all scripts are letters (Identifiers)", "é = 1\n", LEFT_OUT, 1.0));
    }

    /** What hcl4j makes of a text: maps for bodies and objects, lists, texts, doubles, truths and null. */
    private static Map<String, Object> parsed(String text) throws Exception {
        var out = System.out;
        try (var silent = new PrintStream(new ByteArrayOutputStream())) {
            System.setOut(silent); // hcl4j prints while it evaluates a `for`
            return new HCLParser().parse(text);
        } finally {
            System.setOut(out);
        }
    }

    static List<Corpus.Entry> corpus() {
        return Corpus.entries()
                .stream()
                .filter(entry -> NOT_COMPARED.keySet().stream().noneMatch(entry.place()::endsWith))
                .toList();
    }

    @Test
    void filesExamplesAndTestsAreAmongTheTexts() {
        var places = corpus().stream().map(Corpus.Entry::place).toList();
        assertThat(places).hasSizeGreaterThan(100)
                .contains("A3sfile.hcl", "supervisor/src/test/resources/mutation/full.hcl")
                .anyMatch(place -> place.startsWith("README.md"))
                .anyMatch(place -> place.startsWith("docs/a3sfile.md"))
                .anyMatch(place -> place.startsWith("cli/src/test/java"));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void hcl4jReadsTheSameBlocksLabelsAttributesAndLiteralValues(Corpus.Entry entry) throws Exception {
        var source = new Source(entry.text());
        compare("", HclReader.read(source, new Faults()), parsed(entry.text()), source);
    }

    private static void compare(String path, Body body, Object theirs, Source source) {
        assertThat(theirs).as("the content of " + path).isInstanceOf(Map.class);
        var map = (Map<?, ?>) theirs;
        Set<String> names = new LinkedHashSet<>();
        for (var attribute : body.attributes()) {
            names.add(attribute.name());
            var place = path + "." + attribute.name();
            assertThat(map.containsKey(attribute.name())).as(place + " is there").isTrue();
            if (isLiteral(attribute.value()) && !Changes.concerns(source.text(attribute.value().span()))) {
                assertThat(map.get(attribute.name())).as(place).isEqualTo(plain(attribute.value()));
            }
        }
        Map<String, List<Block>> byHeader = new LinkedHashMap<>();
        for (var block : body.blocks()) {
            names.add(block.type());
            byHeader.computeIfAbsent(header(block), _ -> new ArrayList<>()).add(block);
        }
        byHeader.forEach((header, blocks) -> {
            var found = at(map, blocks.getFirst());
            var each = blocks.size() == 1 ? List.of(found) : (List<?>) found;
            assertThat(each).as(path + " " + header).hasSameSizeAs(blocks);
            for (int i = 0; i < blocks.size(); i++) {
                compare(path + " " + header, blocks.get(i).body(), each.get(i), source);
            }
        });
        assertThat(map.keySet()).as("the names in " + path).isEqualTo(names);
    }

    private static String header(Block block) {
        return block.type() + block.labels().stream().map(Body.Label::text).toList();
    }

    /** hcl4j nests maps by type and labels, and has a list where a header is written twice. */
    private static Object at(Map<?, ?> map, Block block) {
        var at = map.get(block.type());
        for (var label : block.labels()) {
            at = ((Map<?, ?>) at).get(label.text());
        }
        return at;
    }

    private static boolean isLiteral(Expression expression) {
        return switch (expression) {
            case Expression.Literal _ -> true;
            case Expression.Template template -> template.literal().isPresent();
            case Expression.Tuple(var items, _) -> items.stream().allMatch(Hcl4jOracleTest::isLiteral);
            case Expression.ObjectOf(var items, _) ->
                items.stream().allMatch(item -> isLiteral(item.key()) && isLiteral(item.value()));
            case Expression.Unary(_, var operand, _) -> operand instanceof Expression.Literal;
            default -> false;
        };
    }

    private static Object plain(Expression expression) {
        var faults = new Faults();
        var value = new Evaluator(EvaluatorTest.CONTEXT, faults, new Budget()).evaluate(expression);
        assertThat(faults.list()).isEmpty();
        return EvaluatorTest.plain(value);
    }

    /** A construct that fails here is one that hcl4j has learnt: take it out. */
    @ParameterizedTest
    @MethodSource("differences")
    void whatHcl4jReadsOtherwiseIsKnown(Changes difference) throws Exception {
        var attribute = HclReader.read(new Source(difference.text()), new Faults()).attributes().getFirst();
        assertThat(plain(attribute.value())).isEqualTo(difference.ours());
        if (difference.theirs().equals(THROWS)) {
            assertThatThrownBy(() -> parsed(difference.text())).isInstanceOf(Exception.class);
        } else if (difference.theirs().equals(LEFT_OUT)) {
            assertThat(parsed(difference.text())).isEmpty();
        } else {
            assertThat(parsed(difference.text())).hasToString(Map.of("v", difference.theirs()).toString());
        }
    }

    /** Why hcl4j is no front end: it says nothing about a brace that is missing. */
    @Test
    void hcl4jTakesAnUnclosedBlockForAttributesOfTheFile() throws Exception {
        var text = "service \"api\" {\n  port = 1\n";
        var faults = new Faults();
        HclReader.read(new Source(text), faults);
        assertThat(faults.list()).hasSize(1);
        assertThat(parsed(text)).isEqualTo(Map.of("port", 1.0));
    }
}
