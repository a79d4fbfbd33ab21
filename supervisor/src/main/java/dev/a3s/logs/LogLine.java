package dev.a3s.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

import dev.a3s.ansi.Ansi;

/**
 * One line of a service's log.
 *
 * @param time        when it was found, some milliseconds after it was written; never goes back within a log
 * @param approximate whether it was written while no daemon looked, so that {@code time} is when its file last changed
 * @param stream      where it came from
 * @param launch      whether it is a note of a3s that a launch of the service begins with; a log that an a3s of before this mark
 *                    wrote has none, and what it holds counts as of one launch
 * @param bytes       as they were written, without the line feed; not to be changed
 * @param sequence    counts the lines of this log from 1, in the order of arrival, over restarts of service and daemon
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes it, and copying every line would cost as much as reading it
public record LogLine(String service, Instant time, boolean approximate, Stream stream, boolean launch, byte[] bytes,
        long sequence) {

    /** Who wrote a line. */
    public enum Stream {
        /** The service, to standard output. */
        OUT,
        /** The service, to standard error. */
        ERR,
        /** a3s itself. */
        NOTE;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** Its name in JSON: {@code out}, {@code err} or {@code note}. */
        @Override
        public String toString() {
            return word;
        }
    }

    /** The bytes as UTF-8, with a replacement character for what is not. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** {@link #text} without escape sequences. */
    public String plain() {
        return Ansi.strip(text());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogLine line && sequence == line.sequence && approximate == line.approximate
                && stream == line.stream && launch == line.launch && service.equals(line.service)
                && time.equals(line.time)
                && Arrays.equals(bytes, line.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence) * 31 + service.hashCode();
    }

    @Override
    public String toString() {
        return "%s %d %s%s %s: %s".formatted(service, sequence, time, approximate ? "~" : "", stream, text());
    }
}
