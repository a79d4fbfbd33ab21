package dev.a3s.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds how local variables are declared: {@code var} wherever javac would infer exactly the written type, except that
 * primitive types are always written out. Braces are held by the compiler, see {@code MissingBraces} in the root pom.xml.
 */
class DialectTest {
    private static final List<String> SOURCES = List.of("proxy/src", "supervisor/src", "cli/src", "build", "bench",
            "demo");

    private static final String PRIMITIVE = "(?:boolean|byte|short|char|int|long|float|double)";
    private static final Pattern WRITTEN_PRIMITIVE = Pattern.compile("(?:final )?" + PRIMITIVE + " ");
    private static final Pattern VAR = Pattern.compile("(?:final )?var ");

    @Test
    void aLocalVariableIsVarWhereItsTypeIsInferredAndAPrimitiveIsWrittenOut() throws IOException {
        assertThat(offenders(SOURCES.stream().map(Path.of("..")::resolve).flatMap(DialectTest::javaFiles).toList()))
                .as("local variables to declare the other way")
                .isEmpty();
    }

    /** The rule rests on an option of javac that is not documented. */
    @Test
    void whatIsAgainstTheRuleIsFound(@TempDir Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("Sample.java"), """
                class Sample {
                    int sample(java.util.List<String> names, int[] numbers) throws Exception {
                        String first = names.getFirst();
                        for (String name : names) {
                            first += name;
                        }
                        try (java.io.Reader reader = java.io.Reader.nullReader()) {
                            int[] more = numbers.clone();
                            var sum = reader.read() + more.length;
                            for (var number : numbers) {
                                sum += number;
                            }
                            for (var i = 0; i < 2; i++) {
                                sum += i;
                            }
                            java.util.List<String> kept = new java.util.ArrayList<>();
                            Object wide = first;
                            Runnable task = () -> kept.add("");
                            String none = null;
                            int size = names.size();
                            var last = names.getLast();
                            return sum + size;
                        }
                    }
                }
                """);
        assertThat(offenders(List.of(file))).containsExactlyInAnyOrder(
                file + ":3: var", file + ":4: var", file + ":7: var", file + ":8: var",
                file + ":9: int", file + ":10: int", file + ":13: int");
    }

    /** The offences in {@code files}, each as {@code file:line: what to write}. */
    private static List<String> offenders(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new DiagnosticCollector<JavaFileObject>();
        var found = new ArrayList<String>();
        try (var manager = compiler.getStandardFileManager(said, null, null)) {
            var options = List.of("-proc:none", "-implicit:none", "-Xlint:none", "-Xmaxwarns", "100000",
                    "-XDfind=local", "-classpath", System.getProperty("java.class.path"));
            var task = (JavacTask) compiler.getTask(null, manager, said, options, null,
                    manager.getJavaFileObjectsFromPaths(files));
            var units = task.parse();
            task.analyze();
            for (var unit : units) {
                found.addAll(hiddenPrimitives(Trees.instance(task), unit));
            }
            for (var diagnostic : said.getDiagnostics()) {
                assertThat(diagnostic.getKind()).as(diagnostic.toString()).isNotEqualTo(Diagnostic.Kind.ERROR);
                if (diagnostic.getCode().equals("compiler.warn.local.redundant.type")) {
                    var declaration = WRITTEN_PRIMITIVE.matcher(diagnostic.getSource().getCharContent(true))
                            .region((int) diagnostic.getStartPosition(), (int) diagnostic.getEndPosition());
                    if (!declaration.lookingAt()) {
                        found.add(diagnostic.getSource().getName() + ":" + diagnostic.getLineNumber() + ": var");
                    }
                }
            }
        }
        return found;
    }

    private static List<String> hiddenPrimitives(Trees trees, CompilationUnitTree unit) throws IOException {
        var text = unit.getSourceFile().getCharContent(true);
        var found = new ArrayList<String>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                var type = trees.getTypeMirror(getCurrentPath());
                int start = (int) trees.getSourcePositions().getStartPosition(unit, variable);
                if (type != null && type.getKind().isPrimitive() && isLocal(start)) {
                    found.add(unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(start) + ": "
                            + type);
                }
                return super.visitVariable(variable, null);
            }

            // Not a parameter of a lambda, nor a part of a pattern.
            private boolean isLocal(int start) {
                return VAR.matcher(text).region(start, text.length()).lookingAt()
                        && switch (getCurrentPath().getParentPath().getLeaf().getKind()) {
                            case BLOCK, CASE, FOR_LOOP, ENHANCED_FOR_LOOP -> true;
                            default -> false;
                        };
            }
        }.scan(unit, null);
        return found;
    }

    private static Stream<Path> javaFiles(Path dir) {
        try (var files = Files.walk(dir)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
