package dev.a3s.config;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Whatever a file holds, loading it ends soon, with a project or with problems, and never otherwise. */
class MutationTest {
    /** Far above what any of these files takes, for a machine that is busy with something else. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    Path temporary;
    private ProjectDirectory project;

    @BeforeEach
    void prepare() {
        project = ProjectDirectory.in(temporary);
    }

    static Stream<Path> files() throws IOException, URISyntaxException {
        var dir = Path.of(MutationTest.class.getResource("/mutation").toURI());
        try (var files = Files.list(dir)) {
            return files.sorted().toList().stream();
        }
    }

    /** The project that a file of these bytes describes, or its problems. */
    private Object answer(byte[] bytes, String shown) {
        long start = System.nanoTime();
        try {
            var file = Files.write(project.path().resolve("A3sfile.hcl"), bytes);
            return A3sfileLoader.load(file, new ValidationScope(ProjectDirectory.ENVIRONMENT)).file();
        } catch (InvalidA3sfile invalid) {
            assertThat(ProblemReport.render(invalid.problems(), false)).as(shown).contains("error: ");
            return invalid.problems();
        } catch (IOException | RuntimeException | StackOverflowError unexpected) {
            return fail(shown + "\n" + new String(bytes, 0, Math.min(bytes.length, 5000), StandardCharsets.UTF_8),
                    unexpected);
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(shown).isLessThan(BOUND);
        }
    }

    private Object answer(String text, String shown) {
        return answer(text.getBytes(StandardCharsets.UTF_8), shown);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileCutOffAnywhereHasAProjectOrProblems(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            answer(Arrays.copyOf(bytes, length), file.getFileName() + " cut at " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileWithRandomDamageHasAProjectOrProblems(Path file) throws IOException {
        var original = Files.readAllBytes(file);
        long seed = System.nanoTime();
        var random = new Random(seed);
        var signs = "{}[]()\"'$%\\#/*=<>!?:,.\n\r\t \0~-+|&09azAZ\u00e9";
        for (int round = 0; round < 300; round++) {
            var bytes = original.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                bytes = switch (random.nextInt(4)) {
                    case 0 -> without(bytes, at, 1 + random.nextInt(20));
                    case 1 -> {
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                        yield bytes;
                    }
                    case 2 -> with(bytes, at, String.valueOf(signs.charAt(random.nextInt(signs.length()))));
                    default -> {
                        int from = random.nextInt(bytes.length);
                        yield with(bytes, at, new String(bytes, from, Math.min(30, bytes.length - from),
                                StandardCharsets.ISO_8859_1));
                    }
                };
            }
            answer(bytes, file.getFileName() + " seed " + seed + " round " + round);
        }
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        var result = Arrays.copyOf(bytes, Math.max(1, bytes.length - (end - at)));
        System.arraycopy(bytes, end, result, at, Math.max(0, Math.min(bytes.length - end, result.length - at)));
        return result;
    }

    private static byte[] with(byte[] bytes, int at, String inserted) {
        var more = inserted.getBytes(StandardCharsets.UTF_8);
        var result = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, result, at, more.length);
        System.arraycopy(bytes, at, result, at + more.length, bytes.length - at);
        return result;
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyDeletedCharacterIsReportedNearItOrChangesOnlyWhatItBelongedTo(Path file) throws IOException {
        var text = Files.readString(file);
        var original = answer(text, "unchanged");
        assertThat(original).isInstanceOf(A3sfile.class);
        List<String> silent = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            var broken = text.substring(0, at) + text.substring(at + 1);
            var answer = answer(broken, file.getFileName() + " without character " + at);
            int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
            var shown = "line " + line + ", `" + text.charAt(at) + "` deleted: " + text.lines().toList().get(line - 1);
            if (answer instanceof List<?> problems) {
                assertThat(problems).as(shown + "\n" + problems)
                        .anyMatch(problem -> isNear((Problem) problem, line, text)
                                || isAboutRenamed((Problem) problem, broken, line));
            } else if (!answer.equals(original) && !Deletion.isWithinLiteralNameOrComment(text, at)) {
                silent.add(shown);
            }
        }
        assertThat(silent).isEmpty();
    }

    /** A use of the old name, where the line declares another: the remedy names the new one. */
    private static boolean isAboutRenamed(Problem problem, String broken, int line) {
        var words = broken.lines().toList().get(line - 1).split("\"", -1);
        return words.length == 3 && problem.message().contains("unknown service")
                && problem.help().orElse("").contains(words[1]);
    }

    /** On the line itself or beside it, or at the header of the block around it. */
    private static boolean isNear(Problem problem, int line, String text) {
        List<Problem.Place> places = new ArrayList<>(List.of(problem.place()));
        problem.related().forEach(related -> places.add(related.place()));
        return places.stream()
                .anyMatch(place -> Math.abs(place.line() - line) <= 1
                        || Deletion.openersOf(text, line).contains(place.line()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "(", "a = [", "a = {b = ", "a = (", "a = !", "a = -", "x {\n", "a = \"${",
        "a = f(",
        "a = 1 + ", "a = b ? ", "a.", "a = x[", "a = x.y", "}", "]", ")", "\"", "<<A\n", "/*", "#", "=", "\\", "'",
        "a = 1\n", "service \"a\" {\n", "service \"a\" {\n  cmd = \"x\"\n}\n", "${", "%{", "\0", "\u00e9", "a = x[*]",
        "a = \"${x}", "\r", "\u202e", ";", "8a", "1.2.3"})
    void endlessRepetitionHasAProjectOrProblems(String piece) {
        for (var text : List.of(piece.repeat(5_000), "service \"a\" {\n  cmd = " + piece.repeat(5_000) + "\n}\n",
                "service \"a\" {\n  cmd = \"" + piece.repeat(5_000) + "\"\n}\n")) {
            answer(text, "repeated " + piece);
        }
    }

    @Test
    void oneLineOfAMegabyteHasAProjectOrProblems() {
        var line = "x".repeat(1 << 20);
        answer("service \"a\" {\n  cmd = \"" + line + "\"\n}\n", "a long string");
        answer("service \"a\" {\n  cmd = " + line + "\n}\n", "a long name");
        answer("# " + line, "a long comment");
        answer("service \"" + line + "\" {\n  cmd = \"x\"\n}\n", "a long label");
        answer("service \"a\" {\n  cmd = [" + "\"x\", ".repeat(150_000) + "]\n}\n", "a long list");
        answer("service \"a\" {\n  health = \"http://localhost:" + "9".repeat(1 << 20) + "\"\n}\n", "a long number");
        answer("service \"a\" {\n  startup_delay = \"" + "1s".repeat(1 << 19) + "\"\n}\n", "a long time");
    }

    @Test
    void expressionsThatGrowAreStopped() {
        var doubling = "x";
        for (int i = 0; i < 25; i++) {
            doubling = "join(\"\", [for a in [1, 2, 3, 4] : " + doubling.replace("x", "\"x\"") + "])";
        }
        for (var expression : List.of(doubling.length() > 100_000 ? "\"x\"" : doubling,
                "[for a in range(0, 9999) : [for b in range(0, 9999) : [for c in range(0, 9999) : c]]]",
                "regex(\"(x+x+)+y\", \"" + "x".repeat(60) + "\")",
                "regex(\"((((((a|b)*)*)*)*)*)*c\", \"" + "ab".repeat(3000) + "\")",
                "replace(\"" + "a".repeat(10_000) + "\", \"a\", \"" + "b".repeat(10_000) + "\")",
                "range(0, 2000000000)", "format(\"%999s\", \"x\")", "indent(1000, \"" + "\\n".repeat(9000) + "\")",
                "9".repeat(30) + " * " + "9".repeat(30), "1e999999999", "1 / 3 * 3 / 7")) {
            answer("service \"a\" {\n  cmd = " + expression + "\n}\n",
                    expression.substring(0, Math.min(80, expression.length())));
        }
    }

    @Test
    void bytesThatAreNoPlainTextHaveAProjectOrProblems() throws IOException {
        var text = "service \"a\" {\n  cmd = \"x\"\n}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(answer(with(text, 0, "\uFEFF"), "byte order mark")).isInstanceOf(A3sfile.class);
        assertThat(answer(new String(text, StandardCharsets.UTF_8).replace("\n", "\r\n"), "CRLF"))
                .isEqualTo(answer(text, "LF"));
        assertThat(answer("service \"a\" {}".getBytes(StandardCharsets.UTF_16), "UTF-16")).isInstanceOf(List.class);
        var latin = "service \"a\" {\n  cmd = \"caf\u00e9\"\n}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(answer(latin, "Latin-1").toString()).contains("not UTF-8", "line=2, column=13");
        answer(new byte[1 << 20], "NULs");
        var noise = new byte[1 << 18];
        long seed = System.nanoTime();
        new Random(seed).nextBytes(noise);
        answer(noise, "noise of seed " + seed);
        assertThat(answer(new byte[5 << 20], "too large").toString()).contains("larger than 1 MiB");
    }
}
