package dev.a3s.ansi;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalTextTest {

    /** {@code ^} stands for escape, {@code %} for BEL, {@code &} for carriage return, {@code #} for CSI in eight bits. */
    private static String text(String text) {
        return text.replace('^', '\u001b').replace('%', '\u0007').replace('&', '\r').replace('#', '\u009b');
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "plain é 漢 😀, plain é 漢 😀, plain é 漢 😀", "^[31mred^[0m, red, ^[31mred^[0m", "^[31mred, red, ^[31mred^[0m",
        "^[8mhidden, hidden, hidden", "^[38;5;0mx, x, x", "^[2J^[Hx, x, x", "^]0;title%x, x, x",
        "^]8;;http://a^\\x, x, x",
        "#2Jx, x, x", "\u009d0;t\u009cx, x, x", "\u0085x, x, x", "a&b, ab, ab", "a\u202eb\u2066c, abc, abc", "^, , ",
        "^]0;no end, , ", "\u007fx, x, x"})
    void onlyTextAndOurOwnStylesPass(String given, String plain, String styled) {
        assertThat(TerminalText.plain(text(given))).isEqualTo(plain == null ? "" : text(plain));
        assertThat(TerminalText.styled(text(given))).isEqualTo(styled == null ? "" : text(styled));
    }

    @Test
    void linesAndTabsStayAlsoBehindASequenceThatDoesNotEnd() {
        assertThat(TerminalText.plain("a\tb\n\u001b]0;no end\nc")).isEqualTo("a\tb\n\nc");
    }

    @Test
    void jsonKeepsItsMeaning() {
        assertThat(TerminalText.json("{\"a\": \"x\u009b\u202e\u007fé\"}"))
                .isEqualTo("{\"a\": \"x\\u009b\\u202e\\u007fé\"}");
    }

    @Test
    void nothingElsePassesWhateverIsWritten() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var alphabet = text("^[]0;13mHJ?>%&\\P(a #\u009d\u009c\u0090\u0085\u202e\u2069\u007f\b");
        for (int round = 0; round < 20_000; round++) {
            var line = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var unwanted = "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069]";
            assertThat(TerminalText.plain(line.toString())).as("seed %d round %d", seed, round)
                    .doesNotContainPattern(unwanted);
            assertThat(TerminalText.styled(line.toString()).replaceAll("\u001b\\[[0-9;]+m", ""))
                    .as("seed %d round %d", seed, round).doesNotContainPattern(unwanted);
        }
    }
}
