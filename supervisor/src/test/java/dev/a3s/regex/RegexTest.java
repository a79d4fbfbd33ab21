package dev.a3s.regex;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RegexTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "→",
            value = {"ready in \\d+ ms → VITE ready in 312 ms → true", "(?i)READY → ready → true",
                "^listening$ → is listening → false", "[[:alpha:]]{2,3} → 1ab2 → true", "\\bup\\b → it is up. → true",
                "(?:a|b){3} → abab → true"})
    void anExpressionIsFoundAnywhereInAText(String expression, String text, boolean found) {
        assertThat(Regex.of(expression).isIn(text)).isEqualTo(found);
    }

    /** The steps are counted, not timed: a search reads each character a few times, whatever the expression. */
    @ParameterizedTest
    @ValueSource(
            strings = {".*ready.*", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)b", "(a+)+b", "(a|aa)+$b", "^(a|b)*c", "(a?){50}b",
                "((a{0,9}){0,9}){0,9}b"})
    void noExpressionReadsATextMoreThanAFewTimes(String expression) {
        var pieces = new AtomicInteger();
        var text = "a".repeat(256 * PacedText.PIECE);
        assertThat(Regex.of(expression).isIn(text, pieces::incrementAndGet)).isFalse();
        assertThat(pieces.get()).isBetween(1, 256 * 4);
    }

    @Test
    void aTextOfMillionsOfGroupsNeedsNoStack() {
        assertThat(Regex.of("^(a|b)*c").isIn("ab".repeat(100_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", value = {"(?<=a)b → lookbehind", "a(?=b) → lookahead", "a(?!b) → lookahead",
        "(?<!a)b → lookbehind", "(a)\\1 → back reference", "(?<n>a)\\k<n> → back reference", "a++ → possessive",
        "(?>a) → atomic", "\\h+ → [ \\t]", "\\R → \\r?\\n", "\\u0041 → \\x{", "[a-z&&[^b]] → &&", "ab[c → [c",
        "a) → closes nothing", "(a → missing closing )", "a{1001} → {1001}", "\\p{Alpha} → [[:alpha:]]"})
    void whatIsRefusedIsSaidWithWhatToWrite(String expression, String said) {
        var refused = catchThrowableOfType(UnusableRegex.class, () -> Regex.of(expression));
        assertThat(refused.getMessage() + "; " + refused.help()).contains(said);
        assertThat(refused.help()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((a{100}){100}){100})", "((((a{1000}){1000}){1000}){1000})", "(a{60}b{60}){60}",
        "([)]{50}\\({50}){50}"})
    void countsWithinCountsAreRefusedBeforeTheyAreWrittenOut(String expression) {
        assertThatThrownBy(() -> Regex.of(expression)).isInstanceOf(UnusableRegex.class)
                .hasMessageContaining("too large");
    }

    @Test
    void whatNestsDeeplyOrIsLongIsRefused() {
        assertThatThrownBy(() -> Regex.of("(".repeat(400) + ")".repeat(400))).isInstanceOf(UnusableRegex.class);
        assertThatThrownBy(() -> Regex.of("a".repeat(1001))).hasMessageContaining("longer than 1000");
        assertThat(Regex.of("\\d{4}-\\d{2}-\\d{2}T[0-9]{2}:[0-9]{2}").isIn("at 2026-11-30T06:46")).isTrue();
        assertThat(Regex.of("a{0,1000}b").size()).isPositive();
    }

    /** Two searches without an end in sight, and one carrier: whoever else is there has its turn. */
    @Test
    void aLongSearchOnAVirtualThreadLetsOthersRun() throws InterruptedException {
        var text = "a".repeat(PacedText.PIECE << 8);
        var searching = new CountDownLatch(Runtime.getRuntime().availableProcessors());
        var others = new CountDownLatch(1);
        for (long i = searching.getCount(); i > 0; i--) {
            Thread.ofVirtual().start(() -> {
                while (others.getCount() > 0) {
                    Regex.of("(.*)(.*)(.*)b").isIn(text, searching::countDown);
                }
            });
        }
        assertThat(searching.await(60, TimeUnit.SECONDS)).isTrue();
        Thread.ofVirtual().start(others::countDown);
        assertThat(others.await(60, TimeUnit.SECONDS)).as("another virtual thread has run").isTrue();
    }
}
