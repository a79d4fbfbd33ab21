package dev.a3s.config;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Beside each {@code config/*.hcl} an {@code .expected} has the problems that are reported of it, or {@code valid}. */
class GoldenTest {

    @TempDir
    Path temporary;

    static Stream<Path> files() throws IOException, URISyntaxException {
        var dir = Path.of(GoldenTest.class.getResource("/config").toURI());
        try (var files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith(".hcl")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theProblemsOfTheFileAreThoseExpected(Path file) throws IOException {
        var copy = ProjectDirectory.in(temporary).path().resolve("A3sfile.hcl");
        Files.copy(file, copy);
        var said = ProjectDirectory.problems(copy).replace(temporary.toString(), "TMP");
        var expected = Path.of(file.toString().replaceAll("hcl$", "expected"));
        assertThat(said.isEmpty() ? "valid\n" : said).as(file.getFileName().toString())
                .isEqualTo(Files.readString(expected));
    }
}
