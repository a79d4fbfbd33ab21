package dev.a3s.process;

import java.util.Set;

/**
 * What the processes of one run use at present.
 *
 * @param cpuPercent    of one core, over the time since the look before, or since the start of the run if this is the
 *                      first; 100 is one core, four busy threads are 400
 * @param residentBytes memory; what several of them share counts for each
 * @param ports         the TCP ports that they listen on, ascending
 */
public record Load(double cpuPercent, long residentBytes, Set<Integer> ports) {}
