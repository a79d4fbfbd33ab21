package dev.a3s.control;

import java.time.Instant;
import java.util.Locale;

/**
 * A line of a service's log, as a command gets it.
 *
 * @param sequence    counts the service's lines, over restarts of service and daemon
 * @param time        when it was found, some milliseconds after it was written
 * @param approximate whether it was written while no daemon looked, so that {@code time} is when its file last changed
 * @param stream      who wrote it
 * @param launch      whether a3s notes with it that the service is launched
 * @param bytes       exactly as they were written, without the line feed; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // made to be printed once
public record LoggedLine(String service, long sequence, Instant time, boolean approximate, Stream stream,
        boolean launch, byte[] bytes) {

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

    /** Whether a3s itself wrote it. */
    public boolean isNote() {
        return stream == Stream.NOTE;
    }
}
