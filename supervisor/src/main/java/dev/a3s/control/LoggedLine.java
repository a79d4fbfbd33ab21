package dev.a3s.control;

import java.time.Instant;

/**
 * A line of a service's log, as a command gets it.
 *
 * @param sequence    counts the service's lines, over restarts of service and daemon
 * @param time        when it was found, some milliseconds after it was written
 * @param approximate whether it was written while no daemon looked, so that {@code time} is when its file last changed
 * @param stream      {@code out}, {@code err} or {@code note}
 * @param bytes       exactly as they were written, without the line feed; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // made to be printed once
public record LoggedLine(String service, long sequence, Instant time, boolean approximate, String stream,
        byte[] bytes) {

    /** Whether a3s itself says it. */
    public boolean isNote() {
        return stream.equals("note");
    }
}
