package dev.a3s.health;

import dev.a3s.ansi.Ansi;
import dev.a3s.health.Probe.Result.Healthy;
import dev.a3s.health.Probe.Result.Unhealthy;
import dev.a3s.regex.Pace;
import dev.a3s.regex.Regex;

/**
 * Healthy once a line of the service's output contains a match. Whoever reads the output hands its lines in, from any
 * one thread at a time; colours do not count.
 */
public final class LogProbe implements Probe {

    /** In characters; of a longer line, only so many are searched. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final Regex pattern;
    private final Pace pace = new Pace();
    private volatile boolean matched;

    /** @param pattern a {@link Regex} that is looked for anywhere in a line */
    public LogProbe(String pattern) {
        this.pattern = Regex.of(pattern);
    }

    /** The service has written this line, without its end. */
    public void line(String line) {
        if (matched) {
            return;
        }
        pace.giveWay();
        var text = Ansi.strip(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE));
        if (pattern.isIn(text)) {
            matched = true;
        }
    }

    /** The service was started anew: what it wrote before no longer counts. */
    public void reset() {
        matched = false;
    }

    @Override
    public Result check() {
        return matched ? new Healthy() : new Unhealthy("no line has matched /" + pattern + "/ yet");
    }
}
