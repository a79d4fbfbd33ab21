package dev.a3s.config;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.a3s.config.Problem.Place;
import dev.a3s.config.Problem.Related;
import dev.a3s.config.Problem.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemReportTest {

    private static Problem at(int column, int length, String line) {
        return new Problem(Severity.ERROR, new Place("A3sfile.hcl", 14, column, length, line), "wrong",
                Optional.of("write it right"), List.of());
    }

    @Test
    void placeLineMarkHelpAndRelatedPlacesAreShown() {
        var problem = new Problem(Severity.WARNING, new Place("A3sfile.hcl", 114, 3, 4, "  port = 1"), "wrong",
                Optional.of("write it right"),
                List.of(new Related(new Place("A3sfile.hcl", 9, 1, 3, "abc"), "the other")));
        assertThat(ProblemReport.render(List.of(problem), false)).isEqualTo("""
                A3sfile.hcl:114:3: warning: wrong
                 114 |   port = 1
                     |   ^^^^
                     = help: write it right
                A3sfile.hcl:9:1: note: the other
                   9 | abc
                     | ---
                """);
    }

    @Test
    void theMarkStandsUnderTheSpotBehindTabsAndWideCharacters() {
        assertThat(ProblemReport.render(List.of(at(5, 2, "\t日本 ab c")), false)).contains("""
                 14 |     日本 ab c
                    |          ^^
                """);
        assertThat(ProblemReport.render(List.of(at(2, 2, "\t日本")), false)).contains("""
                 14 |     日本
                    |     ^^^^
                """);
        assertThat(ProblemReport.render(List.of(at(4, 1, "a🚀e\u0301x")), false)).contains("""
                 14 | a🚀e\u0301x
                    |     ^
                """);
    }

    @Test
    void aSpotBehindTheEndOfTheLineIsMarkedThere() {
        assertThat(ProblemReport.render(List.of(at(9, 1, "port =")), false)).contains("""
                 14 | port =
                    |       ^
                """);
    }

    @Test
    void nothingThatActsOnATerminalIsPrinted() {
        var text = ProblemReport.render(List.of(at(1, 1, "\033[31m\u202e\0\u009b")), false);
        assertThat(text).doesNotContain("\033", "\u202e", "\0", "\u009b").contains("␛[31m\uFFFD␀\uFFFD");
    }

    @Test
    void coloursComeOnlyWhenAskedFor() {
        assertThat(ProblemReport.render(List.of(at(1, 1, "x")), false)).doesNotContain("\033");
        assertThat(ProblemReport.render(List.of(at(1, 1, "x")), true)).contains("\033[1;31merror\033[0m");
    }
}
