/**
 * The commands about the daemon itself: {@code a3s daemon status}, {@code stop}, {@code logs} and {@code install}.
 *
 * <p>
 * {@link dev.a3s.cli.daemon.DaemonCommand} is the group. {@link dev.a3s.cli.daemon.DaemonUnit} is what {@code install}
 * writes: a unit for systemd or launchd. How other commands reach the daemon is {@link dev.a3s.cli.client.DaemonClient}'s.
 */
package dev.a3s.cli.daemon;
