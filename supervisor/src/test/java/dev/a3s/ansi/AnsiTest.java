package dev.a3s.ansi;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnsiTest {

    /** {@code ^} stands for escape, {@code %} for BEL, {@code <} for backspace, {@code &} for carriage return. */
    private static byte[] bytes(String text) {
        return text.replace('^', '\u001b').replace('%', '\u0007').replace('<', '\b').replace('&', '\r')
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "plain, plain", "^[31mred^[0m, red", "^[1;38;5;200mx, x", "^[2J^[Hx, x", "^]0;title%x, x",
        "^]8;;http://a^\\x, x",
        "^(Bx, x", "^cx, x", "^7x^8, x", "^Pdata^\\x, x", "a^, a", "a^[, a", "a^[31, a", "a^]0;no end, a", "^[?25lx, x",
        "a&b, a&b", "^[3\u00e91mx, \u00e91mx", "\u00c2\u009b2Jx, 2Jx", "\u009bx, \u009bx"})
    void strippingLeavesTheText(String line, String text) {
        assertThat(Ansi.strip(bytes(line))).isEqualTo(bytes(text));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "plain, plain", "^[31mred, ^[31mred^[0m", "^[2J^[Hx, x", "^[5A^[Kx<<<y, xy", "^]0;title%x, x",
        "10&20&100&, 100",
        "x&, x", "a\tb, a\tb", "%x, x", "^[>4;1mx, x", "^[?1049hx, x", "^cx, x", "\u00c2\u009b2Jx, 2Jx",
        "\u009b2Jx, 2Jx", "\u00e2\u0080\u00aeab, ab", "\u00e2\u0081\u00a6ab, ab",
        "\u00e2\u0080\u0093, \u00e2\u0080\u0093",
        "\u00ff\u00fe, \u00ff\u00fe",
        "\u00c3\u009b, \u00c3\u009b"})
    void amongOtherLinesOnlyColoursRemain(String line, String shown) {
        assertThat(Ansi.coloursOnly(bytes(line))).isEqualTo(bytes(shown));
    }

    @Test
    void nothingThatIsNoColourPassesWhateverIsWritten() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var alphabet = bytes("^[]0;mHJ?>%<&\\P(a \u00c2\u009b");
        for (int round = 0; round < 20_000; round++) {
            var line = new byte[random.nextInt(12)];
            for (int i = 0; i < line.length; i++) {
                line[i] = alphabet[random.nextInt(alphabet.length)];
            }
            var shown = new String(Ansi.coloursOnly(line), StandardCharsets.ISO_8859_1);
            assertThat(shown.replaceAll("\u001b\\[[0-9:;]*m", "m")).as("seed %d round %d", seed, round)
                    .doesNotContainPattern("[\\x00-\\x08\\x0a-\\x1f\\x7f]|\u00c2[\u0080-\u009f]");
            assertThat(Ansi.strip(line)).as("seed %d round %d", seed, round).doesNotContain(0x1b);
        }
    }
}
