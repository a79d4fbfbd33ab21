package dev.a3s.process;

import java.time.Duration;

/**
 * What some processes use.
 *
 * @param cpu           processor time, user and system, of them and of their children that are over; the load is the
 *                      difference of two samples, and may be negative when a process went
 * @param residentBytes memory; what several of them share counts for each
 */
public record Usage(Duration cpu, long residentBytes) {
    static final Usage NONE = new Usage(Duration.ZERO, 0);

    Usage plus(Usage other) {
        return new Usage(cpu.plus(other.cpu), residentBytes + other.residentBytes);
    }
}
