package dev.a3s.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EnvFileTest {

    @TempDir
    Path dir;

    private EnvFile read(String text) {
        try {
            return EnvFile.read(Files.writeString(dir.resolve(".env"), text));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void plainLinesCommentsAndExportsAreRead() {
        assertThat(read("""
                # comment
                A=1
                export B = two words # comment
                  C=x#y
                D=
                E='#'
                """).variables()).isEqualTo(Map.of("A", "1", "B", "two words", "C", "x#y", "D", "", "E", "#"));
    }

    @Test
    void singleQuotesKeepTextAndDoubleQuotesResolveEscapes() {
        assertThat(read("""
                A='a\\nb $X'
                B="a\\nb \\"c\\" \\$X \\\\ \\q"
                C="two
                lines"
                """).variables())
                .isEqualTo(Map.of("A", "a\\nb $X", "B", "a\nb \"c\" $X \\ \\q", "C", "two\nlines"));
    }

    @Test
    void earlierVariablesAreInsertedAndAForeignDollarStays() {
        assertThat(read("""
                HOST=db
                URL=pg://${HOST}:5432/$HOST
                PASSWORD=pa$$word$X
                OTHER="${NONE:-else} ${HOST:-no}"
                RAW='${HOST}'
                """).variables()).containsEntry("URL", "pg://db:5432/db")
                .containsEntry("PASSWORD", "pa$$word$X")
                .containsEntry("OTHER", "else db")
                .containsEntry("RAW", "${HOST}");
    }

    @Test
    void theLastOfTwoCounts() {
        assertThat(read("A=1\nA=2\n").variables()).isEqualTo(Map.of("A", "2"));
    }

    @Test
    void lineBreaksOfWindowsAndAByteOrderMarkAreNotPartOfValues() {
        assertThat(read("\uFEFFA=1\r\nB=\"2\"\r\n").variables()).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void aLineThatMakesNoSenseIsNamedByNumberAndNotShown() {
        var file = read("A=1\nsecret token\nB=\"never closed\nC=3\n");
        assertThat(file.variables()).isEqualTo(Map.of("A", "1", "C", "3"));
        assertThat(ProblemReport.render(file.problems(), false)).isEqualTo("""
                .env:2:1: warning: this line is not NAME=value
                   = help: write NAME=value, or put # before it

                .env:3:1: warning: the quote of B is never closed
                   = help: write " where the value ends
                """);
    }

    @Test
    void variablesThatGrowWithoutEndAreLeftOut() {
        var text = new StringBuilder("A0=xxxxxxxxxx\n");
        for (int i = 1; i < 40; i++) {
            text.append("A" + i + "=${A" + (i - 1) + "}${A" + (i - 1) + "}\n");
        }
        read(text.toString()).variables().values().forEach(value -> assertThat(value.length()).isLessThan(1 << 18));
    }

    @Test
    void aMissingFileIsEmptyAndHasAProblem() {
        var file = EnvFile.read(dir.resolve("none"));
        assertThat(file.variables()).isEmpty();
        assertThat(file.problems().getFirst().message()).contains("does not exist");
    }
}
