package dev.a3s.health;

import org.junit.jupiter.api.Test;

import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;

import static org.assertj.core.api.Assertions.assertThat;

class LogProbeTest {

    private final LogProbe probe = new LogProbe("ready in \\d+ ms");

    @Test
    void itIsHealthyFromTheFirstMatchOn() {
        probe.line("compiling");
        assertThat(probe.check()).isEqualTo(new Unhealthy("no line has matched /ready in \\d+ ms/ yet"));
        probe.line("VITE v5 ready in 312 ms.");
        probe.line("something else");
        assertThat(probe.check()).isEqualTo(new Healthy());
    }

    @Test
    void afterAResetEarlierLinesNoLongerCount() {
        probe.line("ready in 1 ms");
        probe.reset();
        assertThat(probe.check()).isInstanceOf(Unhealthy.class);
        probe.line("ready in 2 ms");
        assertThat(probe.check()).isEqualTo(new Healthy());
    }

    @Test
    void coloursAndLinksDoNotCount() {
        probe.line(
                "\u001b]8;;http://x\u0007VITE\u001b]8;;\u0007 \u001b[1;32mready\u001b[0m in \u001b[1m312\u001b[22m ms");
        assertThat(probe.check()).isEqualTo(new Healthy());
    }

    @Test
    void ofAVeryLongLineTheBeginningIsSearched() {
        probe.line("x".repeat(10 << 20) + "ready in 1 ms");
        assertThat(probe.check()).isInstanceOf(Unhealthy.class);
        probe.line("ready in 1 ms" + "x".repeat(10 << 20));
        assertThat(probe.check()).isEqualTo(new Healthy());
    }

    /** An engine that goes back tries each of 65,536 beginnings to the end of the line. */
    @Test
    void aPatternInStarsEndsOverAnyLine() {
        var starred = new LogProbe(".*ready.*(x+x+)+y");
        starred.line("x".repeat(1 << 20));
        assertThat(starred.check()).isInstanceOf(Unhealthy.class);
        starred.line("now ready xxy");
        assertThat(starred.check()).isEqualTo(new Healthy());
    }
}
