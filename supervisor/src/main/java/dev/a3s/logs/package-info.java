/**
 * The log of a service: bytes kept exactly, lines read in order.
 *
 * <p>
 * A service writes to two files itself, opened for appending, so that nothing between it and the disk can slow it down
 * or die. The notes of a3s go to a third. {@link dev.a3s.logs.LogTail} follows the files as they grow and
 * notes each piece that it found, made of whole lines, in a {@link dev.a3s.logs.Journal}: when, in which file, from where
 * to where, and which number its first line has. The journal is all that is needed afterwards. Read backwards it gives
 * the last lines, searched it gives those since a moment, read on it merges the files in time; and when the daemon died,
 * its end is where the next one goes on, with no line lost or doubled.
 *
 * <p>
 * Followers read from disk, through the journal, each at its own pace: a slow one costs no memory and holds nobody up.
 * When a log has grown past its bound, {@link dev.a3s.logs.LogStore} drops the oldest entries and gives their bytes back
 * to the file system by punching holes: the files keep their length, so a service that writes at that moment loses
 * nothing, as it would by renaming or truncating.
 */
package dev.a3s.logs;
